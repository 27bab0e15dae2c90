using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

public class EnvironmentOverridesTests
{
    [Fact]
    public void The_environment_wins_where_it_is_not_empty()
    {
        var section = HttpSection.Default with { Https = Wanted.Https };
        var environment = new Dictionary<string, string>
        {
            ["INFLUXDB_HTTP_HTTPS_ENABLED"] = "F",
            ["INFLUXDB_HTTP_HTTPS_CERTIFICATE"] = "/c",
            ["INFLUXDB_HTTP_HTTPS_PRIVATE_KEY"] = "",
            ["INFLUXDB_HTTP_BIND_ADDRESS"] = ":1",
            ["INFLUXDB_HTTP_BIND_SOCKET"] = "/s",
            ["INFLUXDB_META_DIR"] = "/m",
        };
        Assert.Equal(
            section with { BindAddress = ":1", Https = new(false, "/c", Wanted.Key) }, EnvironmentOverrides.Apply(section, environment));
        Assert.Equal(["INFLUXDB_HTTP_HTTPS_ENABLED", "INFLUXDB_HTTP_HTTPS_CERTIFICATE"], EnvironmentOverrides.Names(environment));
        Assert.Empty(EnvironmentOverrides.Broken(environment));
    }

    [Fact]
    public void What_is_neither_true_nor_false_keeps_influxd_from_starting()
    {
        var environment = new Dictionary<string, string> { ["INFLUXDB_HTTP_HTTPS_ENABLED"] = "yes", ["INFLUXDB_HTTP_LOG_ENABLED"] = "1" };
        Assert.Equal(["INFLUXDB_HTTP_HTTPS_ENABLED"], EnvironmentOverrides.Broken(environment));
        Assert.Equal(HttpSection.Default, EnvironmentOverrides.Apply(HttpSection.Default, environment));
    }
}
