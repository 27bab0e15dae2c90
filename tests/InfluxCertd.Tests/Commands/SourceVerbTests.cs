namespace InfluxCertd.Tests.Commands;

/// <summary>The verbs that belong to one source of certificates, on the folder of another host.</summary>
[Collection(OneAtATime.Name)]
public sealed class SourceVerbTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    public SourceVerbTests()
    {
        Write("etc/hostname", "db7.example.org\n");
        Write("etc/passwd", "root:x:0:0::/:/bin/sh\ninfluxdb:x:999:999::/:/bin/false\n");
        Write("etc/group", "root:x:0:\ninfluxdb:x:999:\n");
        Write("etc/influxdb/influxdb.conf", "[http]\n");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("self-signed", "csr", "this is for source = \"csr\", and \"self-signed\" is configured; set it in [certificate] of /etc/influxcertd/influxcertd.toml first")]
    [InlineData("private-ca", "import /signed.crt", "this is for source = \"csr\", and \"private-ca\" is configured; set it in [certificate] of /etc/influxcertd/influxcertd.toml first")]
    [InlineData("csr", "import /signed.crt", "no signing request has been made, so that no certificate can belong to one; run \"influxcertd csr\" first")]
    [InlineData("csr", "ca rotate", "this is for source = \"private-ca\", and \"csr\" is configured; set it in [certificate] of /etc/influxcertd/influxcertd.toml first")]
    [InlineData("private-ca", "ca rotate", "there is no root to rotate yet: influxcertd apply makes the first")]
    [InlineData("private-ca", "ca rotate --now", "there is no root to rotate yet: influxcertd apply makes the first")]
    [InlineData("private-ca", "ca export", "there is no root yet: with source = \"private-ca\", influxcertd apply makes it")]
    [InlineData("private-ca", "trust install", "the trust store of another root directory can't be changed from here: leave out --root")]
    [InlineData("private-ca", "trust remove", "the trust store of another root directory can't be changed from here: leave out --root")]
    public async Task What_can_not_be_done_is_one_sentence_and_exit_code_1(string source, string line, string sentence)
    {
        Configure(source);
        var run = await RunAsync(line);
        Assert.Equal((1, "", $"influxcertd: {sentence}\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task The_request_is_printed_and_stays_until_another_is_wanted()
    {
        Configure("csr");
        var first = await RunAsync("csr");
        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith("-----BEGIN CERTIFICATE REQUEST-----\n", first.Output, StringComparison.Ordinal);
        Assert.Equal(first.Output, (await RunAsync("csr")).Output);
        Write("etc/influxcertd/influxcertd.toml", "[certificate]\nsource = \"csr\"\nnames = [\"other.example.org\"]\n");
        Assert.NotEqual(first.Output, (await RunAsync("csr")).Output);
    }

    [Fact]
    public async Task The_root_that_signs_is_shown_and_exported_and_so_is_the_next()
    {
        Configure("private-ca");
        Assert.Equal("There is no root yet: with source = \"private-ca\", influxcertd apply makes it.\n", (await RunAsync("ca show")).Output);
        await RunAsync("apply");
        var one = (await RunAsync("ca show")).Output;
        Assert.Matches("^InfluxCertd CA [0-9a-f]{8}\n  State         signs\n  Validity      .* to .*\n  Names         .*db7.example.org.*\n  Fingerprint   sha256 [0-9a-f]{64}\n$", one);
        await RunAsync("ca rotate");
        Assert.Contains("trusted, and signs from", (await RunAsync("ca show")).Output, StringComparison.Ordinal);
        Assert.Equal(3, (await RunAsync("ca export")).Output.Split("-----BEGIN CERTIFICATE-----").Length);
        Assert.StartsWith("influxcertd: the next root waits already: it signs from ", (await RunAsync("ca rotate")).Error, StringComparison.Ordinal);
        var replaced = await RunAsync("ca rotate --now");
        Assert.Equal(0, replaced.ExitCode);
        Assert.Contains("every client that knows only the old one fails until it is given the new one", replaced.Error, StringComparison.Ordinal);
        var another = (await RunAsync("ca show")).Output;
        Assert.Contains("\n  State         signs\n", another, StringComparison.Ordinal);
        Assert.NotEqual(one.Split('\n')[0], another.Split('\n')[0]);
        Assert.Equal(2, (await RunAsync("ca export")).Output.Split("-----BEGIN CERTIFICATE-----").Length);
    }

    void Configure(string source) => Write("etc/influxcertd/influxcertd.toml", $"[certificate]\nsource = \"{source}\"\n");

    Task<CommandRun> RunAsync(string line) => CommandRun.OfAsync([.. line.Split(' '), "--root", _root]);

    void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
