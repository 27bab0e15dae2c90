using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning.Checks;

namespace InfluxCertd.Core.Planning;

/// <summary>
/// Decides, without looking at anything but its arguments: what is not as desired, what to do about it,
/// and when to look again. All policy lives here and in the checks.
/// </summary>
public static class Planner
{
    delegate IEnumerable<Finding> Check(DesiredState desired, ObservedState observed);

    static readonly ImmutableArray<Check> Chain =
    [
        HostChecks.Unit, // is there an InfluxDB, and does it run
        HostChecks.Version, // is it one that we know
        HostChecks.Clock, // can "now" be trusted to date a certificate
        ConfigChecks.Readable, // is its configuration there and in order
        ConfigChecks.HttpEnabled, // does it listen at all
        ConfigChecks.Foreign, // or has someone else set HTTPS up
        HostChecks.KeyAccess, // could it read what we would install
        SourceChecks.Offer, // what has the source of certificates to give
        CertificateChecks.Usable, // is there a certificate with its key
        CertificateChecks.AsConfigured, // of the right kind, for the right names
        CertificateChecks.InTime, // and far from its end
        CertificateChecks.Requested,
        SourceChecks.Ahead, // and its successor known to clients
        FileChecks.Installed, // do the names lead to it, with owner and mode
        ConfigChecks.Https, // does influxdb.conf name them
        ServedChecks.Served, // does InfluxDB serve it
        ClientChecks.Configured, // do the clients of this host connect to that
        ConfirmationChecks.First, // has a person agreed to the switch
        ServedChecks.Interrupted,
    ];

    static readonly ImmutableHashSet<Reason> IssueReasons =
    [
        Reason.CertificateMissing, Reason.CertificateDamaged, Reason.CertificateExpired, Reason.CertificateNotYetValid,
        Reason.KeyMissing, Reason.KeyMismatch, Reason.KeyAlgorithmDiffers, Reason.NamesNotCovered,
        Reason.RenewalDue, Reason.RenewalRequested, Reason.SourceChanged, Reason.SourceDiffers,
    ];

    /// <summary>What, once mended, can bring a failed InfluxDB up again. A failure with any other cause is not ours to restart.</summary>
    static readonly ImmutableHashSet<Reason> StartReasons =
    [
        Reason.CertificateMissing, Reason.CertificateDamaged, Reason.KeyMissing, Reason.KeyMismatch,
        Reason.FileMissing, Reason.FileReplaced, Reason.OwnerDiffers, Reason.ModeDiffers,
    ];

    static readonly ImmutableHashSet<Reason> ClockReasons = [Reason.ClockSuspect, Reason.ClockNotSynchronised];

    static readonly ImmutableHashSet<InstalledRole> NameRoles = [InstalledRole.CertificateName, InstalledRole.KeyName, InstalledRole.BundleName];

    /// <summary>Reasons for which the certificate that was published ahead will do as well as a new one.</summary>
    static readonly ImmutableHashSet<Reason> SuccessionReasons = [Reason.RenewalDue, Reason.RenewalRequested, Reason.CertificateExpired];

    /// <summary>How soon to look again at what can only resolve itself: an InfluxDB that is not installed, or not up yet.</summary>
    static readonly TimeSpan WaitingInterval = TimeSpan.FromMinutes(1);

    public static Plan Decide(DesiredState desired, ObservedState observed)
    {
        if (observed.Recorded.Disabled is { } since)
        {
            return DisabledPlan.Decide(desired, observed, since);
        }

        var findings = Chain.SelectMany(check => check(desired, observed)).ToImmutableArray();
        var steps = findings.Any(finding => finding.Blocks) ? [] : Steps(desired, observed, findings);
        var signature = Signature(desired, findings);
        if (!steps.IsEmpty && HeldBack(desired, observed, signature) is { } held)
        {
            steps = [];
            findings = findings.Add(held);
        }

        var ours = !findings.Any(finding => finding.Reason == Reason.ForeignCertificate);
        var renewal = ours && observed.Certificate.Leaf is { } leaf
            ? CertificateChecks.Schedule(desired, leaf, observed.Now)
            : null;
        return new Plan(findings, steps, renewal, NextCheck(desired, observed, findings, steps, renewal))
        {
            Signature = signature,
            Purpose = desired.RollBackTo is null ? "apply" : "rollback",
            SwitchesToHttps = observed.Config is ConfigFile.Readable { Effective.Https.Enabled: false } && steps.Any(step => step is Step.EditConfig),
        };
    }

    /// <summary>After failures the schedule waits, longer each time, until something is changed; what is to be left alone is a person's.</summary>
    internal static Finding? HeldBack(DesiredState desired, ObservedState observed, string signature)
    {
        if (desired.IsByPerson || observed.Recorded.Failure is not { } failure)
        {
            return null;
        }

        if (failure.IsStuck && observed.Served is not (ServedState.Tls or ServedState.PlainHttp))
        {
            return Finding.Error(Reason.LeftAlone,
                $"{observed.Unit.Name} did not run on the previous state either after a change had failed ({failure.Message}); nothing more is tried until it runs again or a person runs influxcertd apply");
        }

        return desired.Trigger == Trigger.Schedule && failure.Plan == signature && observed.Now < failure.RetryAt
            ? Finding.Error(Reason.BackingOff,
                $"the last {(failure.Count == 1 ? "attempt" : $"{failure.Count} attempts")} failed ({failure.Message}); the next is at {failure.RetryAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")
            : null;
    }

    static ImmutableArray<Step> Steps(DesiredState desired, ObservedState observed, ImmutableArray<Finding> findings)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var reason = findings.FirstOrDefault(finding => finding.Severity == Severity.Repairable && IssueReasons.Contains(finding.Reason))?.Reason;
        if (desired.RollBackTo is { } generation)
        {
            steps.Add(new Step.SwitchGeneration(generation));
        }
        else if (reason is { } because && Issue(because, desired, observed) is { } issue)
        {
            // A certificate dated by a clock that is wrong is worse than none.
            if (findings.Any(finding => ClockReasons.Contains(finding.Reason)))
            {
                return [];
            }

            steps.Add(issue);
        }
        else
        {
            if (reason is not null && observed.Certificate.Leaf is null)
            {
                // Nothing to install and nothing to be had: InfluxDB stays as it is.
                return [.. Requests(observed, findings)];
            }

            steps.AddRange(observed.Files
                .Where(file => file is { Status: InstalledStatus.AsDesired, Actual: { } actual, Wanted: { } wanted } && actual != wanted)
                .Select(file => new Step.RepairOwnership(file.Path, file.Wanted!)));
        }

        steps.AddRange(Requests(observed, findings));
        if (!Switches(steps) && findings.Any(finding => finding.Reason == Reason.NextUnpublished) && !findings.Any(finding => ClockReasons.Contains(finding.Reason)))
        {
            steps.Add(new Step.PublishNext());
        }
        else if (!Switches(steps) && findings.Any(finding => finding.Reason == Reason.TrustBundleDiffers))
        {
            steps.Add(new Step.PublishTrust());
        }

        // In the guide's layout the names are copies of the generation's files, so a new generation means new copies.
        var namesDiffer = observed.Files.Any(file => NameRoles.Contains(file.Role) && file.Status != InstalledStatus.AsDesired);
        if (namesDiffer || (Switches(steps) && desired.Certificate.GuideLayout) || observed.Certificate.Generation is null)
        {
            steps.Add(new Step.InstallNames());
        }

        if (observed.Config is ConfigFile.Readable config
            && findings.Any(finding => finding.Reason == Reason.ConfigDiffers)
            && ConfigChecks.Edit(config, desired) is { } text)
        {
            steps.Add(new Step.EditConfig(config.Path, config.Text, text));
            ImmutableArray<string> obsolete = [.. observed.Files.Where(file => file.Role == InstalledRole.ObsoleteName).Select(file => file.Path)];
            if (!obsolete.IsEmpty)
            {
                steps.Add(new Step.RemoveNames(obsolete));
            }
        }

        steps.AddRange(ClientPlan.Edits(desired, observed));
        steps.AddRange(ClientPlan.Refreshes(observed, steps));
        AddActivation(steps, observed, findings);
        steps.AddRange(ClientPlan.Activations(observed, steps));
        return steps.ToImmutable();
    }

    /// <summary>How to come by another certificate; null where the source has none to give.</summary>
    static Step? Issue(Reason because, DesiredState desired, ObservedState observed) => observed.Source switch
    {
        SourceState.OnDemand when SuccessionReasons.Contains(because) && SourceChecks.IsUsableNext(desired, observed) =>
            new Step.SwitchGeneration(observed.Next.Generation!.Value),
        SourceState.OnDemand => new Step.IssueCertificate(because, desired.Certificate.Source),
        SourceState.Offered offered when offered.Leaf.FingerprintSha256 != observed.Certificate.Leaf?.FingerprintSha256
            || observed.Certificate.Key is KeyMatch.Missing or KeyMatch.Differs or KeyMatch.Damaged => new Step.IssueCertificate(because, desired.Certificate.Source),
        SourceState.Awaited => new Step.IssueCertificate(because, CertificateSource.SelfSigned),
        _ => null,
    };

    static IEnumerable<Step> Requests(ObservedState observed, ImmutableArray<Finding> findings) =>
        findings.Any(finding => finding.Reason == Reason.RequestMissing)
            ? [new Step.RequestSignature(Anew: observed.Source is SourceState.Offered)]
            : [];

    static bool Switches(IEnumerable<Step> steps) => steps.Any(step => step is Step.IssueCertificate or Step.SwitchGeneration);

    static void AddActivation(
        ImmutableArray<Step>.Builder steps, ObservedState observed, ImmutableArray<Finding> findings)
    {
        var editsConfig = steps.Any(step => step is Step.EditConfig);
        var notServed = findings.Any(finding => finding.Reason is Reason.HttpsNotServed or Reason.OldCertificateServed);
        var repairsFailure = observed.Unit.Activity == UnitActivity.Failed && steps.Count > 0
            && findings.Any(finding => StartReasons.Contains(finding.Reason));
        if (observed.Unit.IsActive ? editsConfig || Switches(steps) || notServed : repairsFailure)
        {
            var canReload = !editsConfig && observed.Unit.IsActive
                && observed.Served is ServedState.Tls { Version.ReloadsCertificatesOnHangup: true };
            steps.Add(new Step.Activate(canReload ? Activation.Reload : Activation.Restart));
        }

        // What was only made ready is not served yet.
        if (steps.Any(step => step is not (Step.RequestSignature or Step.PublishNext or Step.PublishTrust or Step.RefreshClient)) && (observed.Unit.IsActive || repairsFailure))
        {
            steps.Add(new Step.Verify());
        }
    }

    static DateTimeOffset NextCheck(
        DesiredState desired, ObservedState observed, ImmutableArray<Finding> findings, ImmutableArray<Step> steps, RenewalSchedule? renewal)
    {
        var now = observed.Now;
        var left = observed.Certificate.Leaf?.TimeLeft(now) ?? TimeSpan.MaxValue;
        var waiting = findings.Any(finding => ClockReasons.Contains(finding.Reason)
            || finding.Reason is Reason.InfluxDbNotInstalled or Reason.InfluxDbNotListening);
        IEnumerable<DateTimeOffset?> moments =
        [
            now + (waiting && WaitingInterval < desired.Settings.Daemon.CheckInterval ? WaitingInterval : desired.Settings.Daemon.CheckInterval),
            observed.Clock.PendingUntil,

            // Still something to do after all was done: soon, but never as fast as the host can restart InfluxDB.
            steps.IsEmpty || findings.Any(finding => finding.Reason == Reason.WaitingForConfirmation) ? null : now + (left > TimeSpan.Zero && left / 10 < WaitingInterval ? left / 10 : WaitingInterval),
            renewal?.RenewAt,
            renewal is null ? null : SourceChecks.PublishAt(desired, observed),
            observed.Certificate.Leaf?.NotAfter,
            observed.Recorded.Failure?.RetryAt,
            observed.Certificate.Leaf is { } leaf ? ExpiryAlert.NextAt(leaf.NotAfter, desired.Settings.Alerts.ExpiryDays, now) : null,
        ];
        return moments.Where(at => at > now).Min() ?? now + desired.Settings.Daemon.CheckInterval;
    }

    internal static string Signature(DesiredState desired, ImmutableArray<Finding> findings) =>
        string.Join(' ', findings
            .Where(finding => finding.Severity == Severity.Repairable && finding.Reason is not (Reason.RenewalRequested or Reason.RollbackRequested))
            .Select(finding => finding.Reason.Name()).Distinct().Order(StringComparer.Ordinal)
            .Append(desired.SettingsDigest));
}
