using System.Diagnostics;

namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>
/// The real influxd, whose <c>config</c> command tells what it takes from a file. It is the program that the variable INFLUXD
/// names, or else the one on PATH; without one, tests that need it are skipped and say so.
/// </summary>
static class Influxd
{
    /// <summary>What influxd takes from the text, line by line, or null if it refuses the file.</summary>
    public static async Task<string[]?> ConfigAsync(string text, params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("influxcertd-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "influxdb.conf");
            await File.WriteAllTextAsync(file, text);
            var start = new ProcessStartInfo(Program(), ["config", "-config", file]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            await error;
            return process.ExitCode == 0 ? output.Split('\n') : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The lines of [http] that set the three settings, by setting; and all other lines.</summary>
    public static (string[] Https, string[] Others) Split(string[] config)
    {
        var from = Array.IndexOf(config, "[http]");
        var to = Array.FindIndex(config, from + 1, line => line.StartsWith('['));
        bool IsHttps(string line, int index) => index > from && index < to && line.StartsWith("  https-", StringComparison.Ordinal);
        return ([.. config.Where(IsHttps)], [.. config.Where((line, index) => !IsHttps(line, index))]);
    }

    static string Program()
    {
        var named = Environment.GetEnvironmentVariable("INFLUXD");
        var found = named is { Length: > 0 }
            ? [named]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "influxd")).Where(File.Exists).ToArray();
        Assert.SkipUnless(found.Length > 0, "influxd is not on PATH, and INFLUXD does not name one: what it takes from a file can't be asked.");
        return found[0];
    }
}
