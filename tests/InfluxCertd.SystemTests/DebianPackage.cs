using System.Diagnostics;

namespace InfluxCertd.SystemTests;

/// <summary>Packages of Debian that only one test needs, downloaded once: machines have no network.</summary>
static class DebianPackage
{
    /// <summary>The path of its .deb on this host; the test is skipped where it can't be had.</summary>
    public static async Task<string> DownloadAsync(string package)
    {
        var folder = Path.Combine(Path.GetTempPath(), "influxcertd-debs");
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFiles(folder, $"{package}_*.deb").FirstOrDefault() is { } present)
        {
            return present;
        }

        using var download = Process.Start(new ProcessStartInfo("apt-get", ["download", "-qq", package]) { WorkingDirectory = folder })!;
        await download.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(download.ExitCode == 0, $"apt-get can't download {package}, so there is no {package} to run.");
        return Directory.EnumerateFiles(folder, $"{package}_*.deb").Single();
    }
}
