using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Text;

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

    /// <summary>Of certificates that are issued here. What others provide is judged before it is taken.</summary>
    public static IEnumerable<Finding> AsConfigured(DesiredState desired, ObservedState observed)
    {
        if (observed.Certificate.Leaf is not { } leaf || RenewingSource(desired, observed) is not { } source)
        {
            yield break;
        }

        var chosen = SourceChecks.IsChosen(desired, observed);
        Finding Other(Reason reason, string message) => chosen ? Finding.Info(reason, message) : Finding.Repairable(reason, message);

        if (leaf.KeyAlgorithm != desired.Certificate.Key)
        {
            yield return Other(Reason.KeyAlgorithmDiffers,
                $"the certificate has a key of kind {leaf.KeyDescription}, and {desired.Certificate.Key.Name()} is configured");
        }

        var wanted = source == CertificateSource.Acme
            ? desired.Certificate.Names
            : observed.Host.SubjectAlternativeNames(desired.Certificate.Names);
        var missing = wanted.Where(name => !leaf.Covers(name)).ToList();
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
        var renews = RenewingSource(desired, observed) is not null;
        if (now >= leaf.NotAfter)
        {
            var sentence = $"the certificate expired on {UtcText.Minute(leaf.NotAfter)}";
            yield return renews || observed.Source is SourceState.Awaited ? Finding.Repairable(Reason.CertificateExpired, sentence) : Finding.Error(Reason.CertificateExpired, sentence);
            yield break;
        }

        if (now < leaf.NotBefore)
        {
            var sentence = $"the certificate is valid only from {UtcText.Minute(leaf.NotBefore)}: it was issued by a clock that ran ahead, or this one has been set back";
            yield return renews ? Finding.Repairable(Reason.CertificateNotYetValid, sentence) : Finding.Error(Reason.CertificateNotYetValid, sentence);
        }

        var schedule = Schedule(desired, leaf, now);
        if (!renews && schedule.IsDue(now))
        {
            // That a signature is awaited is said already.
            if (observed.Source is not SourceState.Awaited)
            {
                yield return NotProvided(observed, leaf, schedule);
            }
        }
        else if (schedule.MayStart(now))
        {
            yield return Finding.Repairable(Reason.RenewalDue, $"the certificate runs out on {UtcText.Minute(leaf.NotAfter)}, and its renewal has been due since {UtcText.Minute(schedule.DueAt)}");
        }
        else if (schedule.IsDue(now))
        {
            yield return Finding.Info(Reason.RenewalPostponed,
                $"the certificate runs out on {UtcText.Minute(leaf.NotAfter)}; its renewal waits for renew_window until {UtcText.Minute(schedule.RenewAt)}");
        }
    }

    /// <summary>The source that renews the installed certificate when it is due; null when someone else has to provide the next one.</summary>
    /// <remarks>While a CA's signature is awaited, a self-signed certificate that stands in for it renews itself.</remarks>
    public static CertificateSource? RenewingSource(DesiredState desired, ObservedState observed) => observed.Source switch
    {
        SourceState.OnDemand => desired.Certificate.Source,
        SourceState.Awaited when observed.Certificate.Source == CertificateSource.SelfSigned => CertificateSource.SelfSigned,
        _ => null,
    };

    // An offer that differs from what is installed is about to be taken.
    static Finding NotProvided(ObservedState observed, LeafFacts leaf, RenewalSchedule schedule) => observed.Source switch
    {
        SourceState.Offered offered when offered.Leaf.FingerprintSha256 != leaf.FingerprintSha256 =>
            Finding.Info(Reason.RenewalDue, $"the certificate runs out on {UtcText.Minute(leaf.NotAfter)}"),
        SourceState.Offered when observed.Certificate.Source == CertificateSource.Csr =>
            Finding.Repairable(Reason.RequestMissing, $"the certificate runs out on {UtcText.Minute(leaf.NotAfter)}, and a request for the next one is due since {UtcText.Minute(schedule.DueAt)}"),
        _ => Finding.Warning(Reason.RenewalNotProvided,
            $"the certificate runs out on {UtcText.Minute(leaf.NotAfter)}; its renewal has been due since {UtcText.Minute(schedule.DueAt)}, and whoever provides it has not renewed it yet"),
    };

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
}
