using System.Text.Json;
using InfluxCertd.Tests.Configuration;

namespace InfluxCertd.Tests.Commands;

/// <summary><c>--root DIR</c>: the whole program as an ordinary user on the folder of another host.</summary>
[Collection(OneAtATime.Name)]
public sealed class OfflineRootTests : IDisposable
{
    const string ConfigFile = "etc/influxdb/influxdb.conf";

    readonly string _root = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    public OfflineRootTests()
    {
        Write("etc/hostname", "db7.example.org\n");
        Write("etc/passwd", "root:x:0:0::/:/bin/sh\ninfluxdb:x:999:999::/:/bin/false\n");
        Write("etc/group", "root:x:0:\ninfluxdb:x:999:\n");
        Write(ConfigFile, Repository.Read("tests/InfluxCertd.Core.Tests/Corpus/debian-1.6.7.conf"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Plan_then_apply_then_nothing_to_do()
    {
        Assert.Equal(2, (await RunAsync("plan")).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_root, "etc/ssl")));
        var apply = await RunAsync("apply");
        Assert.Equal((0, "Certificate valid until"), (apply.ExitCode, apply.Output[.."Certificate valid until".Length]));
        Assert.Contains("https-enabled = true", Read(ConfigFile), StringComparison.Ordinal);
        Assert.Contains("BEGIN CERTIFICATE", Read("etc/ssl/influxdb-selfsigned.crt"), StringComparison.Ordinal);
        Assert.DoesNotContain(_root, new FileInfo(Path.Combine(_root, "etc/ssl/influxdb-selfsigned.crt")).LinkTarget!, StringComparison.Ordinal);
        Assert.Equal((0, "Nothing to do.\n"), ((await RunAsync("plan")).ExitCode, (await RunAsync("plan")).Output));
        Assert.Equal(0, (await RunAsync("status")).ExitCode);
    }

    [Fact]
    public async Task The_diff_alone_is_what_apply_does()
    {
        var diff = (await RunAsync("plan --output diff")).Output;
        Assert.StartsWith("--- /etc/influxdb/influxdb.conf\n+++ /etc/influxdb/influxdb.conf\n@@ ", diff, StringComparison.Ordinal);
        var added = diff.Split('\n').Skip(2).Where(line => line.StartsWith('+')).Select(line => line[1..]);
        Assert.Equal(["  https-enabled = true", "  https-certificate = \"/etc/ssl/influxdb-selfsigned.crt\"", "  https-private-key = \"/etc/ssl/influxdb-selfsigned.key\""], added);
    }

    [Fact]
    public async Task The_guides_layout_is_plain_files()
    {
        Write("etc/influxcertd/influxcertd.toml", "[certificate]\nguide_layout = true\n");
        Assert.Equal(0, (await RunAsync("apply")).ExitCode);
        foreach (var name in new[] { "etc/ssl/influxdb-selfsigned.crt", "etc/ssl/influxdb-selfsigned.key" })
        {
            var file = new FileInfo(Path.Combine(_root, name));
            Assert.Null(file.LinkTarget);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, file.UnixFileMode);
        }

        Assert.Equal("Nothing to do.\n", (await RunAsync("plan")).Output);
    }

    [Theory]
    [InlineData("status --output json", "status")]
    [InlineData("plan --output json", "plan")]
    [InlineData("history --output json", "history")]
    [InlineData("config show --output json", "config-show")]
    [InlineData("ca show --output json", "ca-show")]
    public async Task The_shape_of_each_json_is_approved(string line, string name)
    {
        if (name == "ca-show")
        {
            Write("etc/influxcertd/influxcertd.toml", "[certificate]\nsource = \"private-ca\"\n");
        }

        if (name != "plan")
        {
            await RunAsync("apply");
        }

        using var json = JsonDocument.Parse((await RunAsync(line)).Output);
        Approval.Verify($"json-{name}", string.Join('\n', Shape(json.RootElement, "").Distinct()) + "\n");
    }

    [Fact]
    public async Task The_documentation_names_every_member_of_the_status()
    {
        await RunAsync("apply");
        using var json = JsonDocument.Parse((await RunAsync("status --output json")).Output);
        var documentation = Repository.Read("docs/status.md");
        Assert.All(Shape(json.RootElement, "").Select(line => line.Split(' ')[0].Split('.')[^1].TrimEnd('[', ']', ':')).Where(member => member.Length > 0),
            member => Assert.Contains(member, documentation, StringComparison.Ordinal));
    }

    /// <summary>A line for each member: where it is, and its type.</summary>
    static IEnumerable<string> Shape(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Shape(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Shape(item, path + "[]")).DefaultIfEmpty($"{path}[]"),
        JsonValueKind.True or JsonValueKind.False => [$"{path}: boolean"],
        var kind => [$"{path}: {kind.ToString().ToLowerInvariant()}"],
    };

    Task<CommandRun> RunAsync(string line) => CommandRun.OfAsync([.. line.Split(' '), "--root", _root]);

    string Read(string path) => File.ReadAllText(Path.Combine(_root, path));

    void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
