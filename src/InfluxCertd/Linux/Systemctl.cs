namespace InfluxCertd.Linux;

/// <summary>systemd through systemctl(1), whose output for machines is stable.</summary>
sealed class Systemctl : IServiceManager
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="IOException">systemd can't be asked.</exception>
    public async Task<UnitState> ShowAsync(string unit, CancellationToken cancellation)
    {
        var result = await RunAsync(Patience, cancellation, "show", unit, "--property=" + UnitState.Properties);
        return result.Succeeded ? UnitState.Parse(result.Output) : throw new IOException($"systemd can't be asked about {unit}: {result.Message}");
    }

    /// <remarks>
    /// Without the order of other units' jobs: our own unit starts after InfluxDB's, so systemd puts off InfluxDB's start until ours has
    /// stopped, and a stop of ours in the middle of a change waits for that start: both, until systemd kills us.
    /// </remarks>
    public Task<ChildResult> RestartAsync(string unit, TimeSpan patience, CancellationToken cancellation) =>
        RunAsync(patience, cancellation, "restart", "--job-mode=ignore-dependencies", unit);

    public Task<ChildResult> ReloadAsync(string unit, TimeSpan patience, CancellationToken cancellation) =>
        RunAsync(patience, cancellation, "reload", unit);

    public Task ResetFailedAsync(string unit, CancellationToken cancellation) => RunAsync(Patience, cancellation, "reset-failed", unit);

    public Task<ChildResult> SignalMainAsync(string unit, string signal, CancellationToken cancellation) =>
        RunAsync(Patience, cancellation, "kill", "--signal=" + signal, "--kill-who=main", unit);

    static Task<ChildResult> RunAsync(TimeSpan patience, CancellationToken cancellation, params string[] arguments) =>
        ChildProcess.RunAsync(["systemctl", "--no-pager", "--no-ask-password", .. arguments], patience, cancellation);
}
