using InfluxCertd.Core.Clients;

namespace InfluxCertd.Core.Tests.Clients;

public class ConnectionPolicyTests
{
    static readonly TrustSettings Nothing = new(null, false);
    static readonly ClientTarget OnPort80 = ClientCorpus.Target with { Port = 80 };

    [Theory]
    [InlineData("http://localhost", "https://localhost:80")]
    [InlineData("http://localhost/influx?db=x", "https://localhost:80/influx?db=x")]
    [InlineData("HTTP://LocalHost:80/", "https://LocalHost:80/")]
    [InlineData("http://[::1]", "https://[::1]:80")]
    public void A_port_that_only_the_scheme_implied_is_written_out(string url, string expected) =>
        Assert.Equal(expected, ConnectionPolicy.Decide([url], Nothing, OnPort80).Urls[0].NewUrl);

    [Theory]
    [InlineData("http://localhost:8086", true)]
    [InlineData("http://LOCALHOST.:8086/", true)]
    [InlineData("http://127.1.2.3:8086", true)]
    [InlineData("http://0.0.0.0:8086", true)]
    [InlineData("http://:8086", true)]
    [InlineData("http://user:pass@db1:8086/x?y#z", true)]
    [InlineData("http://[2001:db8:0::10]:8086", true)]
    [InlineData("http://localhost:80866", false)]
    [InlineData("http://localhost.example.com:8086", false)]
    [InlineData("http://db1.example.com.evil.test:8086", false)]
    [InlineData("http://192.0.2.1:8086", false)]
    [InlineData("http://localhost@other:8086", false)]
    public void A_url_leads_here_by_every_name_of_this_host_and_no_other(string text, bool here)
    {
        Assert.True(ConnectionUrl.TryParse(text, out var url));
        Assert.Equal(here, ClientCorpus.Target.IsMeantBy(url));
    }

    [Theory]
    [InlineData("localhost:8086")]
    [InlineData("//localhost:8086")]
    [InlineData("http://[::1:8086")]
    [InlineData("")]
    public void What_is_no_url_needs_a_person(string text) =>
        Assert.Equal(ConnectionState.NeedsPerson, ConnectionPolicy.Decide([text], Nothing, ClientCorpus.Target).Urls[0].State);

    [Theory]
    [InlineData("http://a:b@h:1/?u=x&p=y&db=z", "http://a:***@h:1/?u=x&p=***&db=z")]
    [InlineData("http://h:1/p=1", "http://h:1/p=1")]
    public void Secrets_of_a_url_are_not_shown(string url, string shown) => Assert.Equal(shown, ConnectionUrl.WithoutSecrets(url));

    [Fact]
    public void Without_verification_any_name_does_and_a_ca_file_stays()
    {
        var decision = ConnectionPolicy.Decide(
            ["http://127.0.0.2:8086"], new("/some/ca.pem", false), ClientCorpus.Target with { Verification = ClientVerification.None });
        Assert.Equal((ConnectionState.Converted, TrustChange.SkipVerification), (decision.Urls[0].State, decision.Trust));
    }

    [Fact]
    public void Old_versions_of_telegraf_get_the_names_they_know()
    {
        var reading = Assert.IsType<ClientReading.Readable>(
            new TelegrafEditor().Read(ClientCorpus.Read("telegraf/stock-1.5-ssl-names.conf"), ClientCorpus.Target));
        Assert.Contains("  # ssl_ca = \"/etc/telegraf/ca.pem\"\n  ssl_ca = \"/etc/ssl/influxcertd/trust.pem\"\n", reading.NewText, StringComparison.Ordinal);
        Assert.DoesNotContain("tls_ca", reading.NewText, StringComparison.Ordinal);
    }
}
