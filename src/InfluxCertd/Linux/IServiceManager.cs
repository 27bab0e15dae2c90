namespace InfluxCertd.Linux;

/// <summary>systemd, as far as it is asked for anything; a seam, so that tests can make units fail at will.</summary>
interface IServiceManager
{
    Task<UnitState> ShowAsync(string unit, CancellationToken cancellation);

    Task<ChildResult> RestartAsync(string unit, TimeSpan patience, CancellationToken cancellation);

    /// <summary>For a unit that can.</summary>
    Task<ChildResult> ReloadAsync(string unit, TimeSpan patience, CancellationToken cancellation);

    /// <summary>Clears a failure, so that a start limit does not refuse the next start. Nothing to clear is fine.</summary>
    Task ResetFailedAsync(string unit, CancellationToken cancellation);

    /// <param name="signal">Without "SIG".</param>
    Task<ChildResult> SignalMainAsync(string unit, string signal, CancellationToken cancellation);
}
