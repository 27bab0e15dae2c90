using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Linux;

/// <summary>A unit as <c>systemctl show</c> describes it; an empty string where systemd says nothing.</summary>
/// <param name="LastStart">When it last began to start, by the clock that counts from boot (CLOCK_MONOTONIC); zero if never.</param>
sealed record UnitState(
    string LoadState, string ActiveState, string SubState, string Result, int NRestarts, TimeSpan LastStart,
    string User, string Group, ImmutableArray<KeyValuePair<string, string>> Environment, ImmutableArray<EnvironmentFileReference> EnvironmentFiles)
{
    public const string Properties = "LoadState,ActiveState,SubState,Result,NRestarts,InactiveExitTimestampMonotonic,User,Group,Environment,EnvironmentFiles,CanReload";

    /// <summary>Whether the unit knows how to take a changed configuration without a restart.</summary>
    public bool CanReload { get; init; }

    /// <summary>What the unit is doing, reduced to what a decision depends on.</summary>
    public UnitActivity Activity => this switch
    {
        { LoadState: "masked" } => UnitActivity.Masked,
        { LoadState: not "loaded" } => UnitActivity.NotFound,
        { ActiveState: "active" or "reloading" } => UnitActivity.Running,
        { ActiveState: "activating", SubState: "auto-restart" } => UnitActivity.Failed,
        { ActiveState: "activating" } => UnitActivity.Starting,
        { ActiveState: "failed" } => UnitActivity.Failed,
        _ => UnitActivity.Stopped,
    };

    /// <summary>Reads the key=value lines of <c>systemctl show --property=</c><see cref="Properties"/>.</summary>
    public static UnitState Parse(string text)
    {
        var values = new Dictionary<string, string>();
        var files = ImmutableArray.CreateBuilder<EnvironmentFileReference>();
        foreach (var line in text.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                continue;
            }

            var (key, value) = (line[..equals], line[(equals + 1)..]);
            if (key == "EnvironmentFiles" && EnvironmentFileReference.TryParse(value) is { } file)
            {
                files.Add(file);
            }

            values[key] = value;
        }

        string Value(string key) => values.GetValueOrDefault(key, "");
        return new UnitState(
            Value("LoadState"), Value("ActiveState"), Value("SubState"), Value("Result"),
            int.TryParse(Value("NRestarts"), out var restarts) ? restarts : 0,
            TimeSpan.FromMicroseconds(long.TryParse(Value("InactiveExitTimestampMonotonic"), out var start) ? start : 0), Value("User"), Value("Group"),
            [.. ShellWords.Split(Value("Environment")).Where(word => word.Contains('=', StringComparison.Ordinal)).Select(Assignment)],
            files.ToImmutable())
        {
            CanReload = Value("CanReload") == "yes",
        };
    }

    static KeyValuePair<string, string> Assignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return new KeyValuePair<string, string>(word[..equals], word[(equals + 1)..]);
    }
}

/// <summary>A file of <c>EnvironmentFile=</c>, shown by systemctl as <c>/path (ignore_errors=yes)</c>.</summary>
sealed record EnvironmentFileReference(string Path)
{
    public static EnvironmentFileReference? TryParse(string value)
    {
        var end = value.LastIndexOf(" (ignore_errors=", StringComparison.Ordinal);
        return end > 0 ? new EnvironmentFileReference(value[..end]) : null;
    }
}
