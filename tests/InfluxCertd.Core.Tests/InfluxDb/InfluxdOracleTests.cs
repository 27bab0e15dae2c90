using CsCheck;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>What influxd itself takes from a file, before and after an edit.</summary>
public class InfluxdOracleTests
{
    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public async Task Influxd_takes_the_edit_of_a_real_file_and_all_else_as_before(string file)
    {
        var text = Corpus.Read(file);
        await AgreeAsync(text, Wanted.Https);
        await AgreeAsync(text, Wanted.Plain);
        await AgreeAsync(Wanted.Edited(text), Wanted.Plain);
    }

    [Fact]
    public async Task Influxd_takes_the_edit_of_any_shape_and_all_else_as_before()
    {
        Assert.NotNull(await Influxd.ConfigAsync(""));
        await Gen.Select(ConfigShapes.Files, ConfigShapes.Settings).SampleAsync((text, wanted) => AgreeAsync(text, wanted), iter: 300);
    }

    [Theory]
    [MemberData(nameof(UnreadableConfigTests.Files), MemberType = typeof(UnreadableConfigTests))]
    public async Task Influxd_refuses_what_is_called_unreadable(string text, int line, int column, string message)
    {
        Assert.True(line > 0 && column > 0 && message.Length > 0);
        // The exceptions: it takes either of two spellings, and dotted keys before a header.
        if (!message.Contains("influxd ", StringComparison.Ordinal) || !message.Contains("spell", StringComparison.Ordinal))
        {
            var accepted = await Influxd.ConfigAsync(text) is not null;
            Assert.Equal(text.StartsWith("http.", StringComparison.Ordinal), accepted);
        }
    }

    public static TheoryData<string, string> Variables => new()
    {
        { "INFLUXDB_HTTP_HTTPS_ENABLED", "true" },
        { "INFLUXDB_HTTP_HTTPS_ENABLED", "0" },
        { "INFLUXDB_HTTP_HTTPS_ENABLED", "T" },
        { "INFLUXDB_HTTP_HTTPS_ENABLED", "" },
        { "INFLUXDB_HTTP_HTTPS_ENABLED", "yes" },
        { "INFLUXDB_HTTP_HTTPS_CERTIFICATE", "/c.pem" },
        { "INFLUXDB_HTTP_HTTPS_PRIVATE_KEY", "/k.pem" },
        { "INFLUXDB_HTTP_HTTPS_PRIVATE_KEY", "" },
        { "INFLUXDB_HTTP_BIND_ADDRESS", ":1" },
        { "INFLUXDB_HTTP_ENABLED", "False" },
        { "INFLUXDB_HTTP_AUTH_ENABLED", "TRUE" },
        { "INFLUXDB_HTTP_LOG_ENABLED", "f" },
        { "INFLUXDB_HTTP_LOG_ENABLED", "off" },
        { "INFLUXDB_HTTP_ACCESS_LOG_PATH", "/log" },
        { "INFLUXDB_HTTP_UNIX_SOCKET_ENABLED", "1" },
        { "INFLUXDB_HTTP_BIND_SOCKET", "/s" },
        { "influxdb_http_enabled", "false" },
    };

    [Theory]
    [MemberData(nameof(Variables))]
    public async Task Influxd_takes_its_environment_as_we_do(string name, string value)
    {
        const string Text = "[http]\nhttps-enabled = true\nhttps-certificate = \"/a\"\nhttps-private-key = \"/b\"\n";
        var environment = new Dictionary<string, string> { [name] = value };
        var config = await Influxd.ConfigAsync(Text, (name, value));
        Assert.Equal(config is null ? [name] : [], EnvironmentOverrides.Broken(environment));
        if (config is not null)
        {
            // influxd's output is a configuration itself; 1.6 leaves ping-auth-enabled out, which is then off.
            Assert.Equal(Wanted.Read(string.Join('\n', config)), EnvironmentOverrides.Apply(Wanted.Read(Text), environment));
        }
    }

    static async Task AgreeAsync(string text, HttpsSettings wanted)
    {
        var before = await Influxd.ConfigAsync(text);
        var after = await Influxd.ConfigAsync(Wanted.Edited(text, wanted));
        Assert.NotNull(before);
        Assert.NotNull(after);
        var (old, now) = (Influxd.Split(before), Influxd.Split(after));
        Assert.Equal(old.Others, now.Others);
        Assert.Equal(
            [
                $"  https-enabled = {(wanted.Enabled ? "true" : "false")}",
                wanted.Certificate is { } certificate ? $"  https-certificate = \"{certificate}\"" : old.Https[1],
                wanted.PrivateKey is { } key ? $"  https-private-key = \"{key}\"" : old.Https[2],
            ],
            now.Https);
        Assert.Equal(Wanted.Read(string.Join('\n', before)).Https.CertificateFile, Wanted.Read(text).Https.CertificateFile);
        Assert.Equal(Wanted.Read(string.Join('\n', before)) with { Https = Wanted.Plain }, Wanted.Read(text) with { Https = Wanted.Plain });
    }
}
