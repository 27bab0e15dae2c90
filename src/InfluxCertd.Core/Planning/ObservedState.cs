using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Planning;

/// <summary>
/// Everything that a decision depends on, read at one moment from four places: the files, influxdb.conf,
/// the unit, and the wire.
/// </summary>
public sealed record ObservedState(
    DateTimeOffset Now,
    HostNames Host,
    InstalledCertificate Certificate,
    ImmutableArray<InstalledFile> Files,
    ConfigFile Config,
    InfluxDbUnit Unit,
    ServedState Served,
    InfluxDbVersion? Version,
    RecordedState Recorded)
{
    /// <summary>A change that was begun and neither committed nor undone.</summary>
    public bool HasOpenIntent { get; init; }

    public SourceState Source { get; init; } = new SourceState.OnDemand();

    /// <summary>The certificate that lies ready to follow the present one; <see cref="InstalledCertificate.None"/> when none does.</summary>
    public InstalledCertificate Next { get; init; } = InstalledCertificate.None;

    public ClockFacts Clock { get; init; } = ClockFacts.Trusted;

    /// <summary>The client programs of this host.</summary>
    public ImmutableArray<ObservedClient> Clients { get; init; } = [];

    /// <summary>What influxdb.conf was before we edited it; null when we did not, or nobody knows any more.</summary>
    public EditedText? ConfigEdits { get; init; }
}

/// <summary>influxdb.conf as found.</summary>
public abstract record ConfigFile(string Path)
{
    public sealed record Missing(string Path) : ConfigFile(Path);

    /// <param name="Problem">One sentence, with line and column where there are any.</param>
    public sealed record Unreadable(string Path, string Problem) : ConfigFile(Path);

    /// <param name="InFile">What the file says.</param>
    /// <param name="Effective">What influxd takes once its environment has overridden the file.</param>
    public sealed record Readable(
        string Path, string Text, HttpSection InFile, HttpSection Effective,
        ImmutableArray<string> Overrides, ImmutableArray<ConfigRemark> Remarks) : ConfigFile(Path);
}
