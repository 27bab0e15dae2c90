using System.Collections.Immutable;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>What InfluxDB's unit is doing, reduced to what a decision depends on.</summary>
public enum UnitActivity
{
    /// <summary>systemd knows no such unit: InfluxDB is not installed, or under another name.</summary>
    NotFound,

    /// <summary>No service manager is asked: files are prepared under another root.</summary>
    Offline,

    Masked,

    /// <summary>Stopped, by a person or because it was never started. Starting it is not ours to decide.</summary>
    Stopped,

    Starting,
    Running,
    Failed,
}

/// <summary>InfluxDB's unit as observed.</summary>
/// <param name="User">The account that the process runs as, which must be able to read the key.</param>
/// <param name="UserGroups">Every group of that account, the unit's own first.</param>
/// <param name="Environment">The process's environment as the unit defines it: <c>Environment=</c> and its files, the later winning.</param>
/// <param name="FailureLine">For a failed unit, the line of its own log that explains it.</param>
public sealed record InfluxDbUnit(
    string Name,
    UnitActivity Activity,
    string User,
    string Group,
    ImmutableArray<string> UserGroups,
    ImmutableDictionary<string, string> Environment,
    string? FailureLine = null)
{
    public bool IsActive => Activity.IsUp();
}
