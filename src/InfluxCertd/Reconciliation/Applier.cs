using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Carries out a plan: the only code that writes to the host. Either all of the new state is in place and verified,
/// or all of the old state is back and InfluxDB runs on it.
/// </summary>
sealed class Applier(
    HostPaths paths, GenerationStore generations, IIssuer issuer, Installer installer,
    Activator activator, Verifier verifier, EventLog log, TimeProvider time)
{
    public async Task<ApplyOutcome> ApplyAsync(
        DesiredState desired, ObservedState observed, Plan plan, Action<string> progress, CancellationToken cancellation)
    {
        Transaction? transaction = null;
        var activated = false;
        try
        {
            var generation = await IssueAsync(desired, observed, plan, progress, cancellation);
            if (plan.Steps.Any(step => step is not (Step.RepairOwnership or Step.Verify)))
            {
                transaction = Transaction.Begin(
                    paths, generations, time.GetUtcNow(), generation?.Number, installer.Changes(desired, plan));
            }

            if (generation is not null)
            {
                generations.Switch(generation.Number);
            }

            foreach (var step in plan.Steps)
            {
                activated |= step is Step.Activate;
                await CarryOutAsync(step, desired, observed, progress, cancellation);
            }

            transaction?.Commit();
            generations.Prune(desired.Certificate.KeepGenerations);
            return new ApplyOutcome.Applied();
        }
        catch (Exception failure) when (failure is StepFailedException or IssuingException or IOException or UnauthorizedAccessException)
        {
            log.Write(EventKind.ApplyFailed, $"The change failed: {failure.Message}",
                new EventFields { Step = (failure as StepFailedException)?.Step, Unit = observed.Unit.Name });
            var rollback = transaction is null ? null : await RollBackAsync(transaction, desired, observed, activated, progress);
            return new ApplyOutcome.Failed(failure.Message, rollback);
        }
        catch (OperationCanceledException)
        {
            // Stopping in the middle: the old state is the one that was verified.
            if (transaction is not null)
            {
                await RollBackAsync(transaction, desired, observed, activated, progress);
            }

            throw;
        }
    }

    async Task<Generation?> IssueAsync(
        DesiredState desired, ObservedState observed, Plan plan, Action<string> progress, CancellationToken cancellation)
    {
        if (plan.Steps.OfType<Step.IssueCertificate>().FirstOrDefault() is not { } step)
        {
            return null;
        }

        progress("issuing a certificate");
        using var issued = await issuer.IssueAsync(desired.Certificate, observed.Host, cancellation);
        var generation = generations.Create(installer.GenerationFiles(desired, observed.Unit, issued));
        log.Write(EventKind.CertificateIssued,
            $"Issued a {desired.Certificate.Source.Name()} certificate, {issued.Leaf.KeyDescription}, valid until {issued.Leaf.NotAfter:yyyy-MM-dd HH:mm} UTC, for {string.Join(", ", issued.Leaf.SubjectAlternativeNames)}",
            EventFields.Of(issued.Leaf, time.GetUtcNow()) with { Reason = step.Because.Name(), Generation = generation.Number });
        return generation;
    }

    async Task CarryOutAsync(
        Step step, DesiredState desired, ObservedState observed, Action<string> progress, CancellationToken cancellation)
    {
        switch (step)
        {
            case Step.InstallNames:
                installer.InstallNames(desired, observed.Unit);
                log.Write(EventKind.CertificateInstalled,
                    $"Installed {desired.Certificate.CertificateFile} and {desired.Certificate.KeyFile}",
                    new EventFields { File = desired.Certificate.CertificateFile });
                break;
            case Step.RepairOwnership repair:
                installer.RepairOwnership(repair);
                log.Write(EventKind.DriftRepaired, $"Gave {repair.Path} back to {repair.Wanted.Owner}:{repair.Wanted.Group} with mode 0{Convert.ToString((int)repair.Wanted.Mode, 8)}",
                    new EventFields { File = repair.Path });
                break;
            case Step.EditConfig edit:
                installer.EditConfig(edit);
                log.Write(EventKind.InfluxDbConfigured, $"Turned HTTPS on in {edit.Path}", new EventFields { File = edit.Path });
                break;
            case Step.Activate activate:
                await ActivateAsync(activate.How, desired, observed, progress, cancellation);
                break;
            case Step.Verify:
                await VerifyAsync(desired, observed, progress, cancellation);
                break;
        }
    }

    async Task ActivateAsync(
        Activation how, DesiredState desired, ObservedState observed, Action<string> progress, CancellationToken cancellation)
    {
        var unit = observed.Unit.Name;
        var timeout = desired.Settings.InfluxDb.StartTimeout;
        var endpoint = EndpointOf(desired, observed);
        if (how == Activation.Reload)
        {
            await activator.ReloadAsync(unit, endpoint, timeout, progress, cancellation);
        }
        else
        {
            await activator.RestartAsync(unit, endpoint, timeout, progress, cancellation);
        }

        log.Write(EventKind.InfluxDbRestarted, $"{(how == Activation.Reload ? "Reloaded" : "Restarted")} {unit}", new EventFields { Unit = unit });
    }

    async Task VerifyAsync(DesiredState desired, ObservedState observed, Action<string> progress, CancellationToken cancellation)
    {
        progress("verifying as a client");
        var endpoint = EndpointOf(desired, observed);
        var leaf = installer.CurrentLeaf();
        await verifier.VerifyAsync(
            endpoint, leaf.FingerprintSha256, paths.Root.Map(desired.Certificate.CertificateFile),
            desired.Settings.InfluxDb.VerifyWithCli, cancellation);
        log.Write(EventKind.InfluxDbVerified, $"InfluxDB serves the installed certificate on {endpoint}",
            EventFields.Of(leaf, time.GetUtcNow()) with { Unit = observed.Unit.Name });
    }

    /// <summary>Puts the old state back and, when InfluxDB has been touched, proves that it runs on it. Not cancellable.</summary>
    async Task<string?> RollBackAsync(
        Transaction transaction, DesiredState desired, ObservedState observed, bool activated, Action<string> progress)
    {
        progress("rolling back");
        try
        {
            var remarks = transaction.Undo();
            if (activated && observed.Unit.IsActive && observed.Config is ConfigFile.Readable config)
            {
                var endpoint = Endpoint.Of(desired.Settings.InfluxDb, config.Effective)
                    ?? throw new StepFailedException("roll-back", $"bind-address \"{config.Effective.BindAddress}\" names no address to verify at");
                var state = await activator.RestartAsync(
                    observed.Unit.Name, endpoint, desired.Settings.InfluxDb.StartTimeout, progress, CancellationToken.None);
                ExpectAsBefore(observed.Served, state, endpoint);
            }

            log.Write(EventKind.RolledBack,
                $"The previous certificate and configuration are back{(activated ? " and InfluxDB runs on them" : "")}{string.Concat(remarks.Select(remark => "; " + remark))}",
                new EventFields { Unit = observed.Unit.Name });
            return null;
        }
        catch (Exception failure) when (failure is StepFailedException or IOException or UnauthorizedAccessException)
        {
            log.Write(EventKind.RollbackFailed, $"The previous state is on disk as far as possible, but InfluxDB does not run on it: {failure.Message}",
                new EventFields { Unit = observed.Unit.Name });
            return failure.Message;
        }
    }

    static void ExpectAsBefore(ServedState before, WireState now, Endpoint endpoint)
    {
        if (before is ServedState.Tls tls)
        {
            Verifier.Expect(now, endpoint, tls.FingerprintSha256);
        }
    }

    static Endpoint EndpointOf(DesiredState desired, ObservedState observed) =>
        observed.Config is ConfigFile.Readable config && Endpoint.Of(desired.Settings.InfluxDb, config.Effective) is { } endpoint
            ? endpoint
            : throw new StepFailedException("verify", "InfluxDB's bind-address names no address to verify at; set [influxdb] address");
}

/// <summary>How an apply ended.</summary>
abstract record ApplyOutcome
{
    public sealed record NothingToDo : ApplyOutcome;

    public sealed record Applied : ApplyOutcome;

    /// <param name="RollbackFailure">Null when the old state is back and, where it was touched, InfluxDB runs on it.</param>
    public sealed record Failed(string Message, string? RollbackFailure) : ApplyOutcome;
}
