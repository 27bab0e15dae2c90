namespace InfluxCertd.Core.InfluxDb;

/// <summary>Finds in a start's log lines the one that says why it failed.</summary>
public static class StartupLog
{
    /// <summary>From the most telling to the least: influxd's own last words, its panics, then what systemd saw.</summary>
    static readonly string[] Telling =
    [
        "run: ", "config: ", "panic: ", "fatal error: ", "permission denied", "address already in use", "lvl=error", "[E] ", "Failed at step", "Failed to execute",
        "Main process exited", "Start request repeated too quickly", "oom-kill",
    ];

    /// <summary>Null when no line explains anything.</summary>
    public static string? ExplainFailure(IReadOnlyList<string> lines) => Telling
        .Select(word => lines.LastOrDefault(line => line.Contains(word, StringComparison.Ordinal)))
        .FirstOrDefault(line => line is not null)
        ?.Trim();
}
