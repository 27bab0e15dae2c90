using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>Brings the running InfluxDB to what is on disk, and proves it as a client.</summary>
sealed class Convergence(
    CertificateObserver certificates, Activator activator, Verifier verifier, EventLog log, TimeProvider time)
{
    /// <summary>Carries out the steps that touch no file; the others are done.</summary>
    /// <exception cref="StepFailedException">InfluxDB does not run on what is on disk.</exception>
    public async Task CarryOutAsync(
        Step step, DesiredState desired, ObservedState observed, Action<string> progress, CancellationToken cancellation)
    {
        switch (step)
        {
            case Step.Activate activate:
                await ActivateAsync(activate.How, desired, observed, progress, cancellation);
                break;
            case Step.Verify:
                await VerifyAsync(desired, observed, progress, cancellation);
                break;
            case Step.VerifyPlainHttp:
                progress("verifying as a client");
                await verifier.ExpectPlainHttpAsync(EndpointOf(desired, observed), cancellation);
                break;
        }
    }

    /// <summary>Finishes a change of an earlier process whose files are all in place: waits for an InfluxDB that is coming up, and restarts one that runs on something else.</summary>
    /// <inheritdoc cref="CarryOutAsync"/>
    public async Task FinishAsync(DesiredState desired, ObservedState observed, Action<string> progress, CancellationToken cancellation)
    {
        var endpoint = EndpointOf(desired, observed);
        var wire = await activator.AwaitAsync(observed.Unit.Name, endpoint, desired.Settings.InfluxDb.StartTimeout, progress, cancellation);
        var https = observed.Config is ConfigFile.Readable { Effective.Https.Enabled: true };
        var isTaken = https
            ? wire is WireState.Tls tls && tls.LeafFingerprintSha256 == certificates.Certificate().Leaf?.FingerprintSha256
            : wire is WireState.PlainHttp;
        if (!isTaken)
        {
            await ActivateAsync(Activation.Restart, desired, observed, progress, cancellation);
        }

        await CarryOutAsync(https ? new Step.Verify() : new Step.VerifyPlainHttp(), desired, observed, progress, cancellation);
    }

    /// <summary>Restarts InfluxDB on the state that was there before, and proves that it serves what it served then.</summary>
    /// <inheritdoc cref="CarryOutAsync"/>
    public async Task ReturnAsync(DesiredState desired, ObservedState before, Action<string> progress)
    {
        var endpoint = EndpointOf(desired, before);
        var now = await activator.RestartAsync(
            before.Unit.Name, endpoint, desired.Settings.InfluxDb.StartTimeout, progress, CancellationToken.None);
        if (before.Served is ServedState.Tls tls)
        {
            Verifier.Expect(now, endpoint, tls.FingerprintSha256);
        }
    }

    async Task ActivateAsync(
        Activation how, DesiredState desired, ObservedState observed, Action<string> progress, CancellationToken cancellation)
    {
        var unit = observed.Unit.Name;
        var timeout = desired.Settings.InfluxDb.StartTimeout;
        var endpoint = EndpointOf(desired, observed);
        _ = how == Activation.Reload
            ? await activator.ReloadAsync(unit, endpoint, timeout, progress, cancellation)
            : await activator.RestartAsync(unit, endpoint, timeout, progress, cancellation);
        log.Write(EventKind.InfluxDbRestarted, $"{(how == Activation.Reload ? "Reloaded" : "Restarted")} {unit}", new EventFields { Unit = unit });
    }

    async Task VerifyAsync(DesiredState desired, ObservedState observed, Action<string> progress, CancellationToken cancellation)
    {
        progress("verifying as a client");
        var endpoint = EndpointOf(desired, observed);
        if (observed.Served is ServedState.Nothing)
        {
            // Somebody else has just started it.
            await activator.AwaitAsync(observed.Unit.Name, endpoint, desired.Settings.InfluxDb.StartTimeout, progress, cancellation);
        }

        var leaf = certificates.Certificate().Leaf ?? throw new StepFailedException("verify", "no readable certificate is installed");
        await verifier.VerifyAsync(endpoint, leaf, observed.Host, desired.Settings.InfluxDb.VerifyWithCli, cancellation);
        log.Write(EventKind.InfluxDbVerified, $"InfluxDB serves the installed certificate on {endpoint}",
            EventFields.Of(leaf, time.GetUtcNow()) with { Unit = observed.Unit.Name });
    }

    static Endpoint EndpointOf(DesiredState desired, ObservedState observed) =>
        observed.Config is ConfigFile.Readable config && Endpoint.Of(desired.Settings.InfluxDb, config.Effective) is { } endpoint
            ? endpoint
            : throw new StepFailedException("verify", "InfluxDB's bind-address names no address to verify at; set [influxdb] address");
}
