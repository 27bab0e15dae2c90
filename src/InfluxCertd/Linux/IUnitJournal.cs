namespace InfluxCertd.Linux;

/// <summary>A unit's own log, to be quoted when it does not start.</summary>
interface IUnitJournal
{
    /// <summary>The last lines of the unit, and of systemd about it, logged since a moment. Empty when the journal can't be asked.</summary>
    Task<IReadOnlyList<string>> ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation);
}
