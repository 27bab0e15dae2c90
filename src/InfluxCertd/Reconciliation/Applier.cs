using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Carries out a plan: the only code that writes to the host. Either all of the new state is in place and verified,
/// or all of the old state is back and InfluxDB runs on it.
/// </summary>
sealed class Applier(
    TransactionFolder folder, GenerationStore generations, IIssuer issuer, ChangeSetBuilder builder,
    Convergence convergence, Housekeeping housekeeping, EventLog log, TimeProvider time)
{
    public async Task<ApplyOutcome> ApplyAsync(
        DesiredState desired, ObservedState observed, Plan plan, Action<string> progress, CancellationToken cancellation)
    {
        Transaction? transaction = null;
        var activated = false;
        try
        {
            using var issued = await IssueAsync(desired, observed, plan, progress, cancellation);
            var changes = builder.Build(desired, observed, plan, issued);
            if (!changes.IsEmpty)
            {
                progress("writing files");
                transaction = Transaction.Begin(
                    folder, generations, time.GetUtcNow(), plan.Purpose, [.. changes.Generations.Select(made => made.Number)], changes.Changes);
                Write(changes);
                Tell(desired, plan, issued, changes);
            }

            foreach (var step in plan.Steps)
            {
                activated |= step is Step.Activate;
                await convergence.CarryOutAsync(step, desired, observed, progress, cancellation);
            }

            transaction?.Commit();
            housekeeping.Tidy(desired.Certificate.KeepGenerations);
            return new ApplyOutcome.Applied();
        }
        catch (Exception failure) when (failure is StepFailedException or IssuingException or IOException or UnauthorizedAccessException)
        {
            var reason = FailureText.Of(failure);
            log.Write(EventKind.ApplyFailed, $"The change failed: {reason}",
                new EventFields { Step = (failure as StepFailedException)?.Step, Unit = observed.Unit.Name },
                activated ? JournalPriority.Critical : null);
            var rollback = transaction is null ? null : await RollBackAsync(transaction, desired, observed, activated, progress);
            return new ApplyOutcome.Failed(reason, rollback);
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

    async Task<IssuedCertificate?> IssueAsync(
        DesiredState desired, ObservedState observed, Plan plan, Action<string> progress, CancellationToken cancellation)
    {
        if (!plan.Steps.Any(step => step is Step.IssueCertificate))
        {
            return null;
        }

        progress("issuing a certificate");
        return await issuer.IssueAsync(new IssuingRequest(desired.Certificate, observed.Host), cancellation);
    }

    void Write(ChangeSet changes)
    {
        foreach (var made in changes.Generations)
        {
            generations.Create(made.Number, made.Files);
        }

        if (changes.Current is { } current)
        {
            generations.Reopen(current);
        }

        foreach (var change in changes.Changes)
        {
            change.Make();
        }
    }

    void Tell(DesiredState desired, Plan plan, IssuedCertificate? issued, ChangeSet changes)
    {
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case Step.IssueCertificate issue:
                    log.Write(EventKind.CertificateIssued,
                        $"Issued a {Core.Configuration.SettingNames.Name(desired.Certificate.Source)} certificate, {issued!.Leaf.KeyDescription}, valid until {issued.Leaf.NotAfter:yyyy-MM-dd HH:mm} UTC, for {string.Join(", ", issued.Leaf.SubjectAlternativeNames)}",
                        EventFields.Of(issued.Leaf, time.GetUtcNow()) with { Reason = issue.Because.Name(), Generation = changes.Current });
                    break;
                case Step.SwitchGeneration back:
                    log.Write(EventKind.CertificateInstalled, $"Switched to generation {back.Number}", new EventFields { Generation = back.Number });
                    break;
                case Step.InstallNames:
                    log.Write(EventKind.CertificateInstalled,
                        $"Installed {desired.Certificate.CertificateFile} and {desired.Certificate.KeyFile}",
                        new EventFields { File = desired.Certificate.CertificateFile });
                    break;
                case Step.RepairOwnership repair:
                    log.Write(EventKind.DriftRepaired, $"Gave {repair.Path} back to {repair.Wanted.Owner}:{repair.Wanted.Group} with mode 0{Convert.ToString((int)repair.Wanted.Mode, 8)}",
                        new EventFields { File = repair.Path });
                    break;
                case Step.EditConfig edit:
                    log.Write(EventKind.InfluxDbConfigured, $"Turned HTTPS {(plan.Https ? "on" : "off")} in {edit.Path}", new EventFields { File = edit.Path });
                    break;
            }
        }
    }

    /// <summary>Puts the old state back and, when InfluxDB has been touched, proves that it runs on it. Not cancellable.</summary>
    async Task<string?> RollBackAsync(
        Transaction transaction, DesiredState desired, ObservedState observed, bool activated, Action<string> progress)
    {
        progress("rolling back");
        try
        {
            var remarks = transaction.Undo();
            if (activated && observed.Unit.IsActive)
            {
                await convergence.ReturnAsync(desired, observed, progress);
            }

            log.Write(EventKind.RolledBack,
                $"The previous certificate and configuration are back{(activated ? " and InfluxDB runs on them" : "")}{string.Concat(remarks.Select(remark => "; " + remark))}",
                new EventFields { Unit = observed.Unit.Name });
            return null;
        }
        catch (Exception failure) when (failure is StepFailedException or IOException or UnauthorizedAccessException)
        {
            log.Write(EventKind.RollbackFailed, $"The previous state is on disk as far as possible, but InfluxDB does not run on it: {FailureText.Of(failure)}",
                new EventFields { Unit = observed.Unit.Name });
            return FailureText.Of(failure);
        }
    }
}
