using InfluxCertd.Clients;
using InfluxCertd.Core.Configuration;
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
    TransactionFolder folder, GenerationStore generations, IIssuer issuer, SigningRequestStore requests, ChangeSetBuilder builder,
    Convergence convergence, ClientActivator clients, IClientCheck check, StepAnnouncer announcer, Housekeeping housekeeping, EventLog log, TimeProvider time)
{
    public async Task<ApplyOutcome> ApplyAsync(
        DesiredState desired, ObservedState observed, Plan plan, Action<string> progress, CancellationToken cancellation)
    {
        Transaction? transaction = null;
        ClientConversion? conversion = null;
        var activated = false;
        try
        {
            using var issued = await IssueAsync(desired, observed, plan, progress, cancellation);
            var changes = builder.Build(desired, observed, plan, issued);
            conversion = new ClientConversion(clients, check, observed, changes, log);
            if (!changes.IsEmpty)
            {
                await conversion.PrepareAsync(cancellation);
                progress("writing files");
                transaction = Transaction.Begin(
                    folder, generations, time.GetUtcNow(), plan.Purpose, [.. changes.Generations.Select(made => made.Number)], changes.Changes);
                Write(changes);
                await conversion.CheckAsync(transaction, cancellation);
                announcer.Written(desired, plan, issued, changes);
            }

            foreach (var step in plan.Steps)
            {
                activated |= step is Step.Activate;
                await convergence.CarryOutAsync(step, desired, observed, progress, cancellation);
                await conversion.CarryOutAsync(step, transaction, progress, cancellation);
            }

            transaction?.Commit();
            housekeeping.Tidy(desired, observed.Unit);
            return new ApplyOutcome.Applied(conversion.Refusals);
        }
        catch (Exception failure) when (failure is StepFailedException or IssuingException or IOException or UnauthorizedAccessException)
        {
            var reason = FailureText.Of(failure);
            log.Write(EventKind.ApplyFailed, $"The change failed: {reason}",
                new EventFields { Step = (failure as StepFailedException)?.Step, Unit = observed.Unit.Name },
                activated ? JournalPriority.Critical : null);
            var rollback = transaction is null ? null : await RollBackAsync(transaction, desired, observed, activated, conversion, progress);
            return new ApplyOutcome.Failed(reason, rollback);
        }
        catch (OperationCanceledException)
        {
            // Stopping in the middle: the old state is the one that was verified.
            if (transaction is not null)
            {
                await RollBackAsync(transaction, desired, observed, activated, conversion, progress);
            }

            throw;
        }
    }

    async Task<IssuedCertificate?> IssueAsync(
        DesiredState desired, ObservedState observed, Plan plan, Action<string> progress, CancellationToken cancellation)
    {
        if (plan.Steps.OfType<Step.RequestSignature>().FirstOrDefault() is { } request)
        {
            Request(request.Anew, RequestOf(desired, observed, desired.Certificate.Source));
        }

        if (plan.Steps.FirstOrDefault(step => step is Step.IssueCertificate or Step.PublishNext) is not { } step)
        {
            return null;
        }

        progress("getting a certificate");
        var source = step is Step.IssueCertificate issue ? issue.Source : CertificateSource.SelfSigned;
        return await issuer.IssueAsync(RequestOf(desired, observed, source), cancellation);
    }

    IssuingRequest RequestOf(DesiredState desired, ObservedState observed, CertificateSource source)
    {
        var key = generations.Current is { } current ? Path.Combine(current.Path, Layout.KeyFile) : null;
        return new IssuingRequest(desired.Certificate with { Source = source }, observed.Host)
        {
            PreviousLeaf = observed.Certificate.Leaf,
            ReplaceRoot = desired.ReplaceRoot,
            PreviousKeyPem = desired.Certificate.KeyReuse && observed.Certificate.Key == KeyMatch.Matches && key is not null ? File.ReadAllBytes(key) : null,
        };
    }

    /// <summary>The request is the operator's to carry to the CA; nothing of InfluxDB changes by it.</summary>
    void Request(bool anew, IssuingRequest request)
    {
        _ = anew ? requests.Begin(request) : requests.Prepare(request.Settings, request.Host);
        log.Write(EventKind.SignatureAwaited, $"Made a signing request: have {requests.RequestPath} signed, and run \"influxcertd import FILE\" with what comes back",
            new EventFields { File = requests.RequestPath });
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

    /// <summary>Puts the old state back and, when InfluxDB has been touched, proves that it runs on it. Not cancellable.</summary>
    async Task<string?> RollBackAsync(
        Transaction transaction, DesiredState desired, ObservedState observed, bool activated, ClientConversion? conversion, Action<string> progress)
    {
        progress("rolling back");
        try
        {
            var remarks = transaction.Undo();
            if (activated && observed.Unit.IsActive)
            {
                await convergence.ReturnAsync(desired, observed, progress);
            }

            if (conversion is not null)
            {
                await conversion.ReturnAsync(progress);
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
