using System.Diagnostics;
using System.Runtime.Versioning;
using InfluxCertd.Configuration;

namespace InfluxCertd.Tests.Configuration;

/// <summary>Files that are no files, or that the wrong people may write.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConfigurationFilesTests : IDisposable
{
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderInPlaceOfTheFile()
    {
        Directory.CreateDirectory(_folder.MainFile);
        AssertRefused("/etc/influxcertd/influxcertd.toml: this is a folder; the configuration is a file");
    }

    [Fact]
    public void AFolderNamedLikeADropIn()
    {
        Directory.CreateDirectory(Path.Combine(_folder.DropInFolder, "a.toml"));
        AssertRefused("/etc/influxcertd/influxcertd.toml.d/a.toml: this is a folder; the configuration is a file");
    }

    [Fact]
    public void AFileInPlaceOfTheDropInFolder()
    {
        _folder.Main("");
        File.WriteAllText(_folder.DropInFolder, "");
        AssertRefused("/etc/influxcertd/influxcertd.toml.d: this is not a folder; drop-in files stand in a folder of this name");
    }

    [Fact]
    public void APipeIsNotWaitedFor()
    {
        _folder.Main("");
        File.Delete(_folder.MainFile);
        using (var mkfifo = Process.Start("mkfifo", [_folder.MainFile]))
        {
            mkfifo.WaitForExit();
        }

        AssertRefused("/etc/influxcertd/influxcertd.toml: this is not a regular file");
    }

    [Fact]
    public void ALinkThatLeadsNowhereIsNotTakenForNoConfiguration()
    {
        _folder.Main("");
        File.Delete(_folder.MainFile);
        File.CreateSymbolicLink(_folder.MainFile, "/nonexistent/influxcertd.toml");
        AssertRefused("/etc/influxcertd/influxcertd.toml: there is no such file");
    }

    [Fact]
    public void ALinkToAGoodFileIsFollowed()
    {
        _folder.Main("");
        var target = _folder.MainFile + ".real";
        File.WriteAllText(target, "certificate.days = 9\n");
        File.Delete(_folder.MainFile);
        File.CreateSymbolicLink(_folder.MainFile, target);
        Assert.Equal(9, _folder.LoadGood().Certificate.Lifetime.Days);
    }

    [Fact]
    public void AFileThatEverybodyMayWrite()
    {
        _folder.Main("");
        File.SetUnixFileMode(_folder.MainFile, Owner | UnixFileMode.OtherWrite);
        AssertRefused("/etc/influxcertd/influxcertd.toml: this file has mode 0602, so that others than root could command the daemon by it; run \"chmod go-w\" on it");
    }

    [Fact]
    public void ADropInFolderThatEverybodyMayWriteIsNotRead()
    {
        _folder.DropIn("a.toml", "not toml");
        File.SetUnixFileMode(_folder.DropInFolder, Owner | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        AssertRefused("/etc/influxcertd/influxcertd.toml.d: this folder has mode 0702, so that others than root could command the daemon by it; run \"chmod go-w\" on it");
    }

    [Fact]
    public void AFileThatMayNotBeRead()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root reads every file");
        _folder.Main("");
        File.SetUnixFileMode(_folder.MainFile, UnixFileMode.None);
        AssertRefused("/etc/influxcertd/influxcertd.toml: the file cannot be read: permission denied");
    }

    [Theory]
    [InlineData(0u, 0u, 0b110_100_100, 0u, null)]
    [InlineData(0u, 0u, 0b110_110_100, 0u, null)]
    [InlineData(0u, 4u, 0b110_100_000, 1000u, null)]
    [InlineData(1000u, 1000u, 0b110_100_100, 1000u, null)]
    [InlineData(1000u, 1000u, 0b110_100_100, 0u, "this file belongs to user 1000, who could command the daemon by it; run \"chown root\" on it")]
    [InlineData(1001u, 1000u, 0b110_100_100, 1000u, "this file belongs to user 1001, who could command the daemon by it; run \"chown root\" on it")]
    [InlineData(0u, 4u, 0b110_110_100, 0u, "this file has mode 0664, so that others than root could command the daemon by it; run \"chmod go-w\" on it")]
    [InlineData(0u, 0u, 0b110_110_110, 0u, "this file has mode 0666, so that others than root could command the daemon by it; run \"chmod go-w\" on it")]
    public void OnlyRootAndTheProgramsOwnUserAreTrusted(uint owner, uint group, int mode, uint user, string? objection) =>
        Assert.Equal(objection, ConfigFileTrust.Objection(new(ConfigFileKind.File, owner, group, (UnixFileMode)mode), user));

    void AssertRefused(string sentence) => Assert.Equal([sentence], _folder.Sentences(_folder.Load()));
}
