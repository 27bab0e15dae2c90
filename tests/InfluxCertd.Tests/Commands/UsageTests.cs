namespace InfluxCertd.Tests.Commands;

/// <summary>Mistakes on the command line get one sentence and exit code 64; a bad configuration gets 78.</summary>
[Collection(OneAtATime.Name)]
public sealed class UsageTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("aply")]
    [InlineData("--bogus")]
    [InlineData("config")]
    [InlineData("ca")]
    [InlineData("trust")]
    [InlineData("import")]
    [InlineData("apply --bogus")]
    [InlineData("status extra")]
    [InlineData("status --output xml")]
    [InlineData("status --output")]
    [InlineData("status --output 1")]
    [InlineData("rollback one")]
    [InlineData("--root")]
    public async Task A_mistake_is_answered_on_stderr_with_64(string line)
    {
        var run = await CommandRun.OfAsync(Words(line));
        Assert.Equal(64, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("influxcertd: ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Try 'influxcertd --help'.\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("InfluxCertd.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status --output xml", "influxcertd: --output can't be \"xml\": text, json are what it takes\n")]
    [InlineData("plan --output xml", "influxcertd: --output can't be \"xml\": text, json, diff are what it takes\n")]
    public async Task A_format_that_is_none_is_answered_with_those_there_are(string line, string sentence) =>
        Assert.StartsWith(sentence, (await CommandRun.OfAsync(Words(line))).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("run")]
    [InlineData("apply")]
    [InlineData("plan")]
    [InlineData("renew")]
    [InlineData("status")]
    [InlineData("verify")]
    [InlineData("clients")]
    [InlineData("csr")]
    [InlineData("import FILE")]
    [InlineData("ca show")]
    [InlineData("ca export")]
    [InlineData("ca rotate")]
    [InlineData("trust install")]
    [InlineData("trust remove")]
    [InlineData("config check")]
    [InlineData("config show")]
    public async Task No_verb_runs_on_a_bad_configuration(string verb)
    {
        var path = Path.Combine(_folder, "etc/influxcertd/influxcertd.toml");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "[certificate]\ndays = 0\n", TestContext.Current.CancellationToken);
        var run = await CommandRun.OfAsync([.. Words(verb), "--root", _folder]);
        Assert.Equal(78, run.ExitCode);
        Assert.StartsWith($"influxcertd: {path}:2:8: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_configuration_that_is_named_has_to_be_there()
    {
        var run = await CommandRun.OfAsync("--root", _folder, "--config", "/nowhere.toml", "status");
        Assert.Equal((78, $"influxcertd: {_folder}/nowhere.toml: there is no such file\n"), (run.ExitCode, run.Error));
    }

    static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
