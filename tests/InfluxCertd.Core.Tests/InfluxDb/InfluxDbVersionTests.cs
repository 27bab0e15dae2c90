using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

public class InfluxDbVersionTests
{
    [Theory]
    [InlineData("1.6.7~rc0", "1.6.7", true, false)]
    [InlineData("1.6.7~rc0-1+b13", "1.6.7", true, false)]
    [InlineData("InfluxDB v1.6.7~rc0 (git: unknown unknown)\n", "1.6.7", true, false)]
    [InlineData("InfluxDB v1.8.10 (git: 1.8 688e697c51fd)", "1.8.10", true, false)]
    [InlineData("v1.12.2", "1.12.2", true, false)]
    [InlineData("v1.12.3", "1.12.3", true, true)]
    [InlineData("1.13.0", "1.13.0", true, true)]
    [InlineData("InfluxDB v2.7.1 (git: 407fa622e9)", "2.7.1", false, true)]
    public void Knows_what_a_version_can_do(string text, string version, bool isSupported, bool isStrict)
    {
        Assert.True(InfluxDbVersion.TryParse(text, out var parsed));
        Assert.Equal(version, parsed.ToString());
        Assert.Equal((isSupported, isStrict, isStrict), (parsed.IsSupported, parsed.ChecksKeyModes, parsed.ReloadsCertificatesOnHangup));
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("1.6")]
    [InlineData("InfluxDB vunknown (git: unknown unknown)")]
    public void Finds_no_version_where_there_is_none(string text) => Assert.False(InfluxDbVersion.TryParse(text, out _));
}
