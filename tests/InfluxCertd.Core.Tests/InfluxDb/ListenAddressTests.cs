using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

public class ListenAddressTests
{
    [Theory]
    [InlineData(":8086", "", 8086, "127.0.0.1")]
    [InlineData("0.0.0.0:8086", "0.0.0.0", 8086, "127.0.0.1")]
    [InlineData("[::]:8086", "::", 8086, "::1")]
    [InlineData("[0:0:0:0:0:0:0:0]:8086", "0:0:0:0:0:0:0:0", 8086, "::1")]
    [InlineData("localhost:9086", "localhost", 9086, "localhost")]
    [InlineData("10.0.0.5:8086", "10.0.0.5", 8086, "10.0.0.5")]
    [InlineData("[fe80::1%eth0]:8086", "fe80::1%eth0", 8086, "fe80::1%eth0")]
    [InlineData("db.example.org:https", "db.example.org", 443, "db.example.org")]
    [InlineData(":HTTP", "", 80, "127.0.0.1")]
    public void Tells_where_a_client_on_the_host_connects(string text, string host, int port, string connectHost)
    {
        Assert.True(ListenAddress.TryParse(text, out var address));
        Assert.Equal(new ListenAddress(host, port), address);
        Assert.Equal(connectHost, address.ConnectHost);
        Assert.Equal(address.IsWildcard, connectHost != host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8086")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData(":0")]
    [InlineData(":65536")]
    [InlineData(":-1")]
    [InlineData(":nosuch")]
    [InlineData("::1:8086")]
    [InlineData("[::1]8086")]
    [InlineData("[::1:8086")]
    public void Refuses_what_no_client_can_connect_to(string text) => Assert.False(ListenAddress.TryParse(text, out _));
}
