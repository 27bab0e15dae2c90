using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether the certificate of the current generation will do. Each failure asks for a new one.</summary>
static class CertificateChecks
{
    public static IEnumerable<Finding> Usable(DesiredState desired, ObservedState observed)
    {
        var certificate = observed.Certificate;
        if (certificate.Leaf is null)
        {
            yield return certificate.Problem is { } problem
                ? Finding.Repairable(Reason.CertificateDamaged, problem)
                : Finding.Repairable(Reason.CertificateMissing, "no certificate has been issued yet");
            yield break;
        }

        switch (certificate.Key)
        {
            case KeyMatch.Missing:
                yield return Finding.Repairable(Reason.KeyMissing, $"the key of generation {certificate.Generation} is gone");
                break;
            case KeyMatch.Damaged or KeyMatch.Differs:
                yield return Finding.Repairable(Reason.KeyMismatch, $"the key of generation {certificate.Generation} does not belong to its certificate");
                break;
            case KeyMatch.NotChecked:
                yield return Finding.Info(Reason.KeyNotChecked, "the key can't be read by this account, so whether it belongs to the certificate was not checked");
                break;
        }
    }

    public static IEnumerable<Finding> AsConfigured(DesiredState desired, ObservedState observed)
    {
        if (observed.Certificate.Leaf is not { } leaf)
        {
            yield break;
        }

        // Whoever went back to an earlier generation wants that one, until the configuration changes or it is due.
        var chosen = observed.Recorded.RolledBack is { } back && back.Generation == observed.Certificate.Generation && back.SettingsDigest == desired.SettingsDigest;
        Finding Other(Reason reason, string message) => chosen ? Finding.Info(reason, message) : Finding.Repairable(reason, message);

        if (leaf.KeyAlgorithm != desired.Certificate.Key)
        {
            yield return Other(Reason.KeyAlgorithmDiffers,
                $"the certificate has a key of kind {leaf.KeyDescription}, and {desired.Certificate.Key.Name()} is configured");
        }

        var missing = observed.Host.SubjectAlternativeNames(desired.Certificate.Names).Where(name => !leaf.Covers(name)).ToList();
        if (missing.Count > 0)
        {
            yield return Other(Reason.NamesNotCovered, $"the certificate does not cover {string.Join(", ", missing)}");
        }
    }

    public static IEnumerable<Finding> InTime(DesiredState desired, ObservedState observed)
    {
        if (observed.Certificate.Leaf is not { } leaf)
        {
            yield break;
        }

        var now = observed.Now;
        if (now >= leaf.NotAfter)
        {
            yield return Finding.Repairable(Reason.CertificateExpired, $"the certificate expired on {Show(leaf.NotAfter)}");
            yield break;
        }

        if (now < leaf.NotBefore)
        {
            yield return Finding.Repairable(Reason.CertificateNotYetValid,
                $"the certificate is valid only from {Show(leaf.NotBefore)}: it was issued by a clock that ran ahead, or this one has been set back");
        }

        var schedule = Schedule(desired, leaf, now);
        if (schedule.MayStart(now))
        {
            yield return Finding.Repairable(Reason.RenewalDue, $"the certificate runs out on {Show(leaf.NotAfter)}, and its renewal has been due since {Show(schedule.DueAt)}");
        }
        else if (schedule.IsDue(now))
        {
            yield return Finding.Info(Reason.RenewalPostponed,
                $"the certificate runs out on {Show(leaf.NotAfter)}; its renewal waits for renew_window until {Show(schedule.RenewAt)}");
        }
    }

    public static IEnumerable<Finding> Requested(DesiredState desired, ObservedState observed)
    {
        if (desired.RollBackTo is { } generation)
        {
            yield return Finding.Repairable(Reason.RollbackRequested, $"generation {generation} was asked for");
        }
        else if (desired.Trigger == Trigger.RenewNow)
        {
            yield return Finding.Repairable(Reason.RenewalRequested, "a new certificate was asked for");
        }
    }

    public static RenewalSchedule Schedule(DesiredState desired, LeafFacts leaf, DateTimeOffset now) =>
        RenewalSchedule.For(leaf, desired.Certificate.RenewBefore, desired.Certificate.RenewWindow, desired.Zone, now);

    static string Show(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
