using System.Diagnostics;

namespace InfluxCertd.SystemTests;

/// <summary>Packages of Debian that only one test needs, downloaded once: machines have no network.</summary>
static class DebianPackage
{
    static readonly string s_folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "influxcertd-debs")).FullName;

    /// <summary>Unpacks packages in a machine as they are: their dependencies are given with them, or not needed.</summary>
    public static async Task UnpackAsync(Machine machine, params string[] packages)
    {
        foreach (var package in packages)
        {
            await machine.CopyAsync(await DownloadAsync(package), $"/root/{package}.deb");
            await machine.RunAsync($"dpkg-deb -x /root/{package}.deb /");
        }
    }

    /// <summary>The path of its .deb on this host; the test is skipped where it can't be had.</summary>
    public static async Task<string> DownloadAsync(string package)
    {
        if (Find(s_folder, package) is { } present)
        {
            return present;
        }

        await AptAsync(package, s_folder, "download", "-qq", package);
        return Find(s_folder, package)!;
    }

    /// <summary>Installs it in a machine with all that it needs and the machine lacks.</summary>
    public static async Task InstallAsync(Machine machine, string package)
    {
        Assert.SkipUnless(File.ReadAllText("/etc/os-release").Contains($"VERSION_CODENAME={Machine.Suite}", StringComparison.Ordinal),
            $"this host has no packages of {Machine.Suite}, so {package} can't be installed there.");
        var status = Path.Combine(await machine.DiskAsync(), "var/lib/dpkg/status");
        var folder = Path.Combine(s_folder, $"{Machine.Suite}-{package}");
        Directory.CreateDirectory(Path.Combine(folder, "partial"));
        await AptAsync(package, folder, "-qq", "-y", "--no-install-recommends", "--download-only",
            "-o", "Dir::State::status=" + status, "-o", "Dir::Cache::archives=" + folder, "install", package);
        await machine.RunAsync("mkdir -p /root/debs");
        foreach (var deb in Directory.EnumerateFiles(folder, "*.deb"))
        {
            await machine.CopyAsync(deb, "/root/debs/" + Path.GetFileName(deb));
        }

        // apt minds the order of what depends on what.
        await machine.RunAsync("apt-get -qq install -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io /root/debs/*.deb && rm -rf /root/debs", TimeSpan.FromMinutes(3));
    }

    static string? Find(string folder, string package) => Directory.EnumerateFiles(folder, $"{package}_*.deb").FirstOrDefault();

    static async Task AptAsync(string package, string folder, params string[] arguments)
    {
        using var apt = Process.Start(new ProcessStartInfo("apt-get", arguments) { WorkingDirectory = folder })!;
        await apt.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(apt.ExitCode == 0, $"apt-get can't download {package}, so there is no {package} to run.");
    }
}
