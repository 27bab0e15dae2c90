using System.Text.RegularExpressions;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>Finds in a start's log lines the one that says why it failed.</summary>
public static partial class StartupLog
{
    // From the most telling to the least. influxd's own last words begin their line, so that no request that it logs is
    // taken for them; what killed it leaves it no words; then what systemd could not do, and at last what it saw.
    static readonly Regex[] Telling = [LastWords, Crash, Killed, NotExecuted, Complaint, Exit, GivenUp];

    [GeneratedRegex(@"^(run|config): ")]
    private static partial Regex LastWords { get; }

    [GeneratedRegex(@"^(panic|fatal error|runtime): ")]
    private static partial Regex Crash { get; }

    [GeneratedRegex(@"OOM killer|'oom-kill'|status=\d+/(KILL|ABRT|SEGV|BUS|SYS)|^Killed$")]
    private static partial Regex Killed { get; }

    [GeneratedRegex(@"Failed at step|Failed to (execute|load|determine|set up|run)\b")]
    private static partial Regex NotExecuted { get; }

    [GeneratedRegex(@"permission denied|address already in use|no space left on device|no such file or directory|lvl=error|^\[E\] ", RegexOptions.IgnoreCase)]
    private static partial Regex Complaint { get; }

    [GeneratedRegex(@"Main process exited|Control process exited|[Ss]tart operation timed out")]
    private static partial Regex Exit { get; }

    [GeneratedRegex(@"Start request repeated too quickly|Failed with result|Failed to start")]
    private static partial Regex GivenUp { get; }

    /// <summary>
    /// The most telling line, and of several alike the last; null when no line explains anything. Lines are messages as the
    /// journal keeps them, without time and program.
    /// </summary>
    public static string? ExplainFailure(IReadOnlyList<string> lines) => Telling
        .Select(telling => lines.LastOrDefault(line => telling.IsMatch(line)))
        .FirstOrDefault(line => line is not null)
        ?.Trim();
}
