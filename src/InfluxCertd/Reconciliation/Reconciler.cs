using InfluxCertd.Clients;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// The one loop, whoever starts it: observe, plan, apply, verify, record. A trigger only means "look now";
/// run twice, the second does nothing.
/// </summary>
sealed class Reconciler(
    Observer observer, Applier applier, Recovery recovery, Housekeeping housekeeping, RecordedStateFile recorded,
    EarlyRenewal earlyRenewal, ClientFollowUp followUp, Announcer announcer, EventLog log, TimeProvider time, Random random)
{
    /// <summary>Looks, and changes nothing.</summary>
    public async Task<Outlook> LookAsync(DesiredState desired, CancellationToken cancellation)
    {
        var observed = await observer.ObserveAsync(desired, cancellation);
        return new Outlook(desired, observed, Planner.Decide(desired, observed));
    }

    /// <summary>Looks, mends what can be mended, and tells. The caller holds the process lock.</summary>
    public async Task<Reconciliation> ReconcileAsync(DesiredState desired, Action<string> progress, CancellationToken cancellation)
    {
        progress("looking at the host");
        housekeeping.Sweep();
        var before = await LookAsync(desired, cancellation);
        if (before.Observed.HasOpenIntent)
        {
            await recovery.RecoverAsync(before, progress, cancellation);
            before = await LookAsync(desired, cancellation);
        }

        if (await earlyRenewal.AskAsync(before, progress, cancellation))
        {
            before = await LookAsync(desired, cancellation);
        }

        announcer.Findings(before);
        if (!before.Plan.HasChanges || before.Plan.AwaitsConfirmation)
        {
            announcer.Expiry(before);
            announcer.Awaited(before);
            return new Reconciliation(before, new ApplyOutcome.NothingToDo()) { Haste = await followUp.FollowAsync(before, cancellation) };
        }

        // The journal is read while the key is made.
        var reading = followUp.BeforeAsync(before, cancellation);
        var outcome = await applier.ApplyAsync(desired, before.Observed, before.Plan, progress, cancellation);
        var clients = await reading;
        recorded.Remember(Record(before, outcome));

        // What was asked for once is done: from here on it is the schedule that asks.
        var after = await LookAsync(desired with { Trigger = Trigger.Schedule, RollBackTo = null, ReplaceRoot = false }, cancellation);
        if (outcome is ApplyOutcome.Applied applied)
        {
            followUp.Begin(before, clients, applied.Refusals);
        }

        announcer.Outcome(before, after, outcome, clients);
        announcer.Expiry(after);
        announcer.Awaited(after);
        return new Reconciliation(after, outcome) { Haste = outcome is ApplyOutcome.Applied ? await followUp.FollowAsync(after, cancellation) : null };
    }

    /// <summary>A client's files are as they were, and were not tried again.</summary>
    static bool StillStands(ClientRefusal refusal, Outlook before) =>
        before.Observed.Clients.Any(client => client.Name == refusal.Program && client.Digest == refusal.Digest)
        && !before.Plan.Steps.OfType<Step.EditClient>().Any(edit => edit.Program == refusal.Program);

    RecordedState Record(Outlook before, ApplyOutcome outcome)
    {
        var state = recorded.Read();
        var now = time.GetUtcNow();
        if (outcome is not ApplyOutcome.Failed failed)
        {
            var issued = before.Plan.Steps.Any(step => step is Step.IssueCertificate || (step is Step.SwitchGeneration && before.Desired.RollBackTo is null));
            return state with
            {
                Failure = null,
                LastRenewal = issued ? now : state.LastRenewal,
                LastReminder = before.Plan.Steps.Any(step => step is Step.RequestSignature) ? new ReminderRecord(now, AlertLevel.Warning) : state.LastReminder,
                Refusals = outcome is ApplyOutcome.Applied applied
                    ? [.. state.Refusals.Where(old => StillStands(old, before)), .. applied.Refusals]
                    : state.Refusals,
                RolledBack = issued ? null
                    : before.Desired.RollBackTo is { } generation ? new RollbackRecord(generation, before.Desired.SettingsDigest)
                    : state.RolledBack,
            };
        }

        var count = state.Failure is { } last && last.Plan == before.Plan.Signature ? last.Count + 1 : 1;
        var asked = before.Plan.Steps.OfType<Step.IssueCertificate>().FirstOrDefault()?.Source;
        var delay = Backoff.Delay(count, before.Observed.Certificate.Leaf?.TimeLeft(now), asked, random.NextDouble());
        log.Write(EventKind.RenewalBackoff, $"The next attempt is in {delay.TotalSeconds:F0} s, after {count} {(count == 1 ? "failure" : "failures")} in a row");
        return state with
        {
            // What a person asked for and InfluxDB did not take is withdrawn.
            Disabled = before.Desired.IsByPerson ? null : state.Disabled,
            Failure = new FailureRecord(before.Plan.Signature, count, now, now + delay, failed.Message, IsStuck: failed.RollbackFailure is not null),
        };
    }
}

/// <summary>The state that a reconciliation left, and how its apply ended.</summary>
/// <remarks>Whoever puts a certificate there is to know that it is refused, although the one before goes on doing well.</remarks>
sealed record Reconciliation(Outlook After, ApplyOutcome Outcome)
{
    /// <summary>When to look again sooner than the plan says, as clients are waited for.</summary>
    public DateTimeOffset? Haste { get; init; }

    public DateTimeOffset NextLook => Haste < After.Plan.NextCheck ? Haste.Value : After.Plan.NextCheck;

    public bool Succeeded =>
        Outcome is not ApplyOutcome.Failed
        && !After.Plan.Findings.Any(finding => finding.Severity == Severity.Error || finding.Reason == Reason.SourceRefused);
}
