using System.ComponentModel;
using System.Diagnostics;

namespace InfluxCertd.Linux;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Null when it was not found, or did not end in time and was killed.</param>
sealed record ChildResult(int? ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    public bool NotFound { get; init; }

    /// <summary>The last line that says what was wrong.</summary>
    public string Message =>
        Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
        ?? (ExitCode is { } code ? $"exit code {code}" : "it did not end in time");
}

/// <summary>Runs another program with a time limit and an environment of its own.</summary>
static class ChildProcess
{
    /// <summary>systemd's variables mean this process, not its children: one that inherits NOTIFY_SOCKET could answer for us.</summary>
    static readonly string[] Private =
        ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "INVOCATION_ID", "JOURNAL_STREAM", "LD_PRELOAD"];

    public static async Task<ChildResult> RunAsync(
        IReadOnlyList<string> command, TimeSpan patience, CancellationToken cancellation, params IEnumerable<(string Name, string Value)> environment)
    {
        using var process = new Process { StartInfo = StartInfo(command, environment) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            return new ChildResult(null, "", $"{command[0]} can't be run: {failure.Message}") { NotFound = true };
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new ChildResult(null, "", $"{command[0]} did not end within {patience.TotalSeconds:F0} s");
        }

        return new ChildResult(process.ExitCode, await output, await error);
    }

    /// <summary>Hands each line of a program's output over as it comes, and ends the program when its time is up: what came until then is what there is.</summary>
    public static async Task ReadLinesAsync(IReadOnlyList<string> command, TimeSpan patience, Action<string> take, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(command, []) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return;
        }

        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                take(line);
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
        }

        await error;
    }

    static ProcessStartInfo StartInfo(IReadOnlyList<string> command, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Private)
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["SYSTEMD_COLORS"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
