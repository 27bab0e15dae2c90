using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;
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
        CertificateChecks.Usable, // is there a certificate with its key
        CertificateChecks.AsConfigured, // of the right kind, for the right names
        CertificateChecks.InTime, // and far from its end
        CertificateChecks.Requested,
        FileChecks.Installed, // do the names lead to it, with owner and mode
        ConfigChecks.Https, // does influxdb.conf name them
        ServedChecks.Served, // does InfluxDB serve it
        ServedChecks.Interrupted,
    ];

    static readonly ImmutableHashSet<Reason> IssueReasons =
    [
        Reason.CertificateMissing, Reason.CertificateDamaged, Reason.CertificateExpired, Reason.CertificateNotYetValid,
        Reason.KeyMissing, Reason.KeyMismatch, Reason.KeyAlgorithmDiffers, Reason.NamesNotCovered,
        Reason.RenewalDue, Reason.RenewalRequested,
    ];

    static readonly ImmutableHashSet<InstalledRole> NameRoles = [InstalledRole.CertificateName, InstalledRole.KeyName];

    /// <summary>How soon to look again at what can only resolve itself: an InfluxDB that is not installed, or not up yet.</summary>
    static readonly TimeSpan WaitingInterval = TimeSpan.FromMinutes(1);

    public static Plan Decide(DesiredState desired, ObservedState observed)
    {
        var findings = Chain.SelectMany(check => check(desired, observed)).ToImmutableArray();
        var steps = findings.Any(finding => finding.Blocks) ? [] : Steps(desired, observed, findings);
        var signature = Signature(desired, findings);

        var failure = observed.Recorded.Failure;
        if (!steps.IsEmpty && desired.Trigger == Trigger.Schedule
            && failure is not null && failure.Plan == signature && observed.Now < failure.RetryAt)
        {
            steps = [];
            findings = findings.Add(Finding.Error(Reason.BackingOff,
                $"the last {(failure.Count == 1 ? "attempt" : $"{failure.Count} attempts")} failed ({failure.Message}); the next is at {failure.RetryAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        }

        var ours = !findings.Any(finding => finding.Reason == Reason.ForeignCertificate);
        var renewal = ours && observed.Certificate.Leaf is { } leaf
            ? CertificateChecks.Schedule(desired, leaf, observed.Now)
            : null;
        return new Plan(findings, steps, renewal, NextCheck(desired, observed, findings, renewal)) { Signature = signature };
    }

    static ImmutableArray<Step> Steps(DesiredState desired, ObservedState observed, ImmutableArray<Finding> findings)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var reason = findings.FirstOrDefault(finding => IssueReasons.Contains(finding.Reason))?.Reason;
        if (reason is not null && findings.Any(finding => finding.Reason == Reason.ClockSuspect))
        {
            return [];
        }

        if (reason is { } because)
        {
            steps.Add(new Step.IssueCertificate(because));
        }
        else
        {
            steps.AddRange(observed.Files
                .Where(file => file is { Status: InstalledStatus.AsDesired, Actual: { } actual, Wanted: { } wanted } && actual != wanted)
                .Select(file => new Step.RepairOwnership(file.Path, file.Wanted!)));
        }

        // In the guide's layout the names are copies of the generation's files, so a new generation means new copies.
        var namesDiffer = observed.Files.Any(file => NameRoles.Contains(file.Role) && file.Status != InstalledStatus.AsDesired);
        if (namesDiffer || (reason is not null && desired.Certificate.GuideLayout) || observed.Certificate.Generation is null)
        {
            steps.Add(new Step.InstallNames());
        }

        if (observed.Config is ConfigFile.Readable config
            && findings.Any(finding => finding.Reason == Reason.ConfigDiffers)
            && HttpsEditor.Apply(config.Text, desired.Https) is ConfigEdit.Changed changed)
        {
            steps.Add(new Step.EditConfig(config.Path, config.Text, changed.Text));
        }

        AddActivation(steps, observed, findings);
        return steps.ToImmutable();
    }

    static void AddActivation(
        ImmutableArray<Step>.Builder steps, ObservedState observed, ImmutableArray<Finding> findings)
    {
        var editsConfig = steps.Any(step => step is Step.EditConfig);
        var issues = steps.Any(step => step is Step.IssueCertificate);
        var notServed = findings.Any(finding => finding.Reason is Reason.HttpsNotServed or Reason.OldCertificateServed);

        // A unit that failed before we came is started only when something that we mend can have been the cause.
        var repairsFailure = observed.Unit.Activity == UnitActivity.Failed && steps.Count > 0;
        if (observed.Unit.IsActive ? editsConfig || issues || notServed : repairsFailure)
        {
            var canReload = !editsConfig && observed.Unit.IsActive
                && observed.Served is ServedState.Tls { Version.ReloadsCertificatesOnHangup: true };
            steps.Add(new Step.Activate(canReload ? Activation.Reload : Activation.Restart));
        }

        if (steps.Count > 0 && (observed.Unit.IsActive || repairsFailure))
        {
            steps.Add(new Step.Verify());
        }
    }

    static DateTimeOffset NextCheck(
        DesiredState desired, ObservedState observed, ImmutableArray<Finding> findings, RenewalSchedule? renewal)
    {
        var now = observed.Now;
        var waiting = findings.Any(finding => finding.Reason
            is Reason.InfluxDbNotInstalled or Reason.InfluxDbNotListening or Reason.ClockSuspect);
        IEnumerable<DateTimeOffset?> moments =
        [
            now + (waiting && WaitingInterval < desired.Settings.Daemon.CheckInterval ? WaitingInterval : desired.Settings.Daemon.CheckInterval),
            renewal?.RenewAt,
            observed.Certificate.Leaf?.NotAfter,
            observed.Recorded.Failure?.RetryAt,
            observed.Certificate.Leaf is { } leaf ? ExpiryAlert.NextAt(leaf.NotAfter, desired.Settings.Alerts.ExpiryDays, now) : null,
        ];
        return moments.Where(at => at > now).Min() ?? now + desired.Settings.Daemon.CheckInterval;
    }

    static string Signature(DesiredState desired, ImmutableArray<Finding> findings) =>
        string.Join(' ', findings
            .Where(finding => finding.Severity == Severity.Repairable && finding.Reason != Reason.RenewalRequested)
            .Select(finding => finding.Reason.Name()).Distinct().Order(StringComparer.Ordinal)
            .Append(desired.SettingsDigest));
}
