using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

public class InfluxDbConfigTests
{
    [Fact]
    public void A_silent_file_means_influxds_defaults() => Assert.Equal(HttpSection.Default, Wanted.Read(Corpus.Read("debian-1.6.7.conf")));

    [Theory]
    [InlineData("influxd-config-output.conf")]
    [InlineData("debian-1.6.7-all-uncommented.conf")]
    public void Written_out_defaults_mean_the_same(string file) => Assert.Equal(
        HttpSection.Default with { Https = new(false, HttpsSettings.DefaultCertificate, "") }, Wanted.Read(Corpus.Read(file)));

    [Fact]
    public void Reads_every_setting_of_the_section() => Assert.Equal(
        new HttpSection(
            Enabled: false, BindAddress: "[::1]:1", new(true, "/c", "/k"), AuthEnabled: true, PingAuthEnabled: true, LogEnabled: false,
            AccessLogPath: "/log", UnixSocket: "/run/i.sock"),
        Wanted.Read("""
            [http]
            enabled = false
            bind-address = "[::1]:1"
            https-enabled = true
            https-certificate = "/c"
            https-private-key = "/k"
            auth-enabled = true
            ping-auth-enabled = true
            log-enabled = false
            access-log-path = "/log"
            unix-socket-enabled = true
            bind-socket = "/run/i.sock"
            """));

    [Theory]
    [InlineData("bind-socket = \"/x\"", null)]
    [InlineData("unix-socket-enabled = true", "/var/run/influxdb.sock")]
    public void A_socket_is_there_once_it_is_enabled(string setting, string? socket) =>
        Assert.Equal(socket, Wanted.Read($"[http]\n{setting}\n").UnixSocket);

    [Theory]
    [InlineData(null, null, "/etc/ssl/influxdb.pem", "/etc/ssl/influxdb.pem")]
    [InlineData("/c", null, "/c", "/c")]
    [InlineData("/c", "", "/c", "/c")]
    [InlineData("/c", "/k", "/c", "/k")]
    public void A_missing_key_is_in_the_certificates_file(string? certificate, string? key, string certificateFile, string keyFile)
    {
        var https = new HttpsSettings(true, certificate, key);
        Assert.Equal((certificateFile, keyFile), (https.CertificateFile, https.PrivateKeyFile));
    }

    [Fact]
    public void Remarks_on_settings_that_do_nothing() => Assert.Equal(
        [
            new(1, 1, "https-enabled stands at the top of the file, where it does not turn on HTTPS: it belongs in [http]"),
            new(6, 3, "https-enabled stands in [meta], where it does not turn on HTTPS: it belongs in [http]"),
            new(7, 3, "https-certificate stands in [meta], where it does not turn on HTTPS: it belongs in [http]"),
            new(10, 3, "influxd does not know https_private_key in [http] and ignores it; did you mean https-private-key?"),
            new(15, 3, "https-private-key stands in [[opentsdb]], where it does not turn on HTTPS: it belongs in [http]"),
        ],
        Assert.IsType<InfluxDbConfigReading.Readable>(InfluxDbConfig.Read(Corpus.Read("wrong-section.conf"))).Remarks);

    [Theory]
    [InlineData("debian-1.6.7.conf")]
    [InlineData("capitals.conf")]
    [InlineData("dotted-keys.conf")]
    [InlineData("inline-table.conf")]
    public void Has_nothing_to_remark_on_usual_files(string file) =>
        Assert.Empty(Assert.IsType<InfluxDbConfigReading.Readable>(InfluxDbConfig.Read(Corpus.Read(file))).Remarks);
}
