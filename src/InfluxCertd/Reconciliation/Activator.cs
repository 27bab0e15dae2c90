using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Makes InfluxDB take what is on disk, and waits until it is really up or has really failed.</summary>
/// <remarks>
/// <c>systemctl restart</c> answering 0 proves nothing: Debian's unit is Type=simple and counts as started once forked,
/// and a big database opens for minutes. So the wire is asked, and the unit only for bad news.
/// </remarks>
sealed class Activator(IServiceManager services, IWireProbe wire, IUnitJournal journal, TimeProvider time)
{
    const string StepName = "activate";
    static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan UnitPoll = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan LongestUnitPoll = TimeSpan.FromSeconds(10);

    /// <summary>How long systemctl may take beyond the configured wait before it is given up.</summary>
    static readonly TimeSpan CommandGrace = TimeSpan.FromSeconds(30);

    /// <returns>What the wire says once InfluxDB answers.</returns>
    /// <exception cref="StepFailedException">It failed or did not answer in time; with the line of its log that says why.</exception>
    public async Task<WireState> RestartAsync(
        string unit, Endpoint endpoint, TimeSpan timeout, Action<string> progress, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var since = time.GetUtcNow();
        progress($"restarting {unit}");

        // A unit that has hit its start limit refuses even a good start (Start request repeated too quickly), and each restart, whoever
        // asked for it, counts: from here on it counts from zero.
        await services.ResetFailedAsync(unit, cancellation);
        var restart = await services.RestartAsync(unit, timeout + CommandGrace, cancellation);
        if (!restart.Succeeded)
        {
            throw await FailureAsync(unit, since, $"systemctl restart {unit} failed: {restart.Message}", cancellation);
        }

        return await WaitAsync(unit, endpoint, timeout, started, since, progress, cancellation);
    }

    /// <summary>Sends SIGHUP, for an InfluxDB known to reload its certificate on it.</summary>
    /// <inheritdoc cref="RestartAsync"/>
    public async Task<WireState> ReloadAsync(
        string unit, Endpoint endpoint, TimeSpan timeout, Action<string> progress, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var since = time.GetUtcNow();
        progress($"reloading {unit}");
        var signal = await services.SignalMainAsync(unit, "HUP", cancellation);
        if (!signal.Succeeded)
        {
            throw await FailureAsync(unit, since, $"SIGHUP could not be sent to {unit}: {signal.Message}", cancellation);
        }

        return await WaitAsync(unit, endpoint, timeout, started, since, progress, cancellation);
    }

    /// <summary>Waits for an InfluxDB that somebody else has started.</summary>
    /// <inheritdoc cref="RestartAsync"/>
    public Task<WireState> AwaitAsync(
        string unit, Endpoint endpoint, TimeSpan timeout, Action<string> progress, CancellationToken cancellation) =>
        WaitAsync(unit, endpoint, timeout, time.GetTimestamp(), time.GetUtcNow(), progress, cancellation);

    async Task<WireState> WaitAsync(
        string unit, Endpoint endpoint, TimeSpan timeout, long started, DateTimeOffset since,
        Action<string> progress, CancellationToken cancellation)
    {
        var poll = FirstPoll;
        var nextUnitPoll = UnitPoll;
        while (true)
        {
            var state = await wire.ProbeAsync(endpoint.Host, endpoint.Port, cancellation);
            if (state is WireState.PlainHttp or WireState.Tls { PingStatus: not null })
            {
                return state;
            }

            var elapsed = time.GetElapsedTime(started);
            if (elapsed >= nextUnitPoll)
            {
                nextUnitPoll = elapsed + (elapsed / 2 < LongestUnitPoll ? elapsed / 2 : LongestUnitPoll);
                await ThrowIfFailedAsync(unit, since, cancellation);
                progress($"waiting for {unit} to answer on {endpoint} since {elapsed.TotalSeconds:F0} s");
            }

            if (elapsed >= timeout)
            {
                throw await FailureAsync(unit, since,
                    $"{unit} did not answer on {endpoint} within {timeout.TotalSeconds:F0} s ([influxdb] start_timeout)", cancellation);
            }

            await Task.Delay(poll, time, cancellation);
            poll = poll * 1.25 < LongestPoll ? poll * 1.25 : LongestPoll;
        }
    }

    async Task ThrowIfFailedAsync(string unit, DateTimeOffset since, CancellationToken cancellation)
    {
        var state = await services.ShowAsync(unit, cancellation);
        if (state.ActiveState == "failed" || state.SubState == "auto-restart" || state.NRestarts > 0)
        {
            throw await FailureAsync(unit, since, $"{unit} does not start", cancellation);
        }

        if (state.ActiveState == "inactive")
        {
            throw await FailureAsync(unit, since, $"{unit} has stopped again", cancellation);
        }
    }

    async Task<StepFailedException> FailureAsync(string unit, DateTimeOffset since, string sentence, CancellationToken cancellation)
    {
        var explanation = StartupLog.ExplainFailure(await journal.ReadAsync(unit, since, cancellation));
        return new StepFailedException(StepName, explanation is null ? sentence : $"{sentence}: {explanation}");
    }
}
