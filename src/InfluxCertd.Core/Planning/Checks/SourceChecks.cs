using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether the source of certificates has another one to give than the one that is installed.</summary>
static class SourceChecks
{
    public static IEnumerable<Finding> Offer(DesiredState desired, ObservedState observed)
    {
        var installed = observed.Certificate.Leaf;
        switch (observed.Source)
        {
            case SourceState.Offered offered:
                foreach (var remark in offered.Remarks)
                {
                    yield return Finding.Info(Reason.SourceRemark, remark);
                }

                if (installed is not null && offered.Leaf.FingerprintSha256 != installed.FingerprintSha256 && !IsChosen(desired, observed))
                {
                    yield return Finding.Repairable(Reason.SourceChanged,
                        $"another certificate is provided than the one installed, valid until {UtcText.Minute(offered.Leaf.NotAfter)}");
                }

                break;
            case SourceState.Refused refused:
                yield return installed is null ? Finding.Error(Reason.SourceRefused, refused.Sentence) : Finding.Warning(Reason.SourceRefused, refused.Sentence);
                break;
            case SourceState.Awaited awaited:
                yield return awaited.HasRequest
                    ? SignatureAwaited(desired, observed, awaited)
                    : Finding.Repairable(Reason.RequestMissing, "there is no signing request yet for the certificate that is wanted");
                break;
            case SourceState.OnDemand when observed.Certificate is { Leaf: not null, Source: { } source } && source != desired.Certificate.Source && !IsChosen(desired, observed):
                yield return Finding.Repairable(Reason.SourceDiffers,
                    $"the certificate is {source.Name()}, and {desired.Certificate.Source.Name()} is configured");
                break;
        }
    }

    static Finding SignatureAwaited(DesiredState desired, ObservedState observed, SourceState.Awaited awaited)
    {
        var sentence = awaited.Sentence + (SignatureReminder.EndsAt(observed) is { } end ? $"; the certificate in use runs out on {UtcText.Minute(end)}" : "");
        return SignatureReminder.Level(desired, observed) >= AlertLevel.Error
            ? Finding.Error(Reason.SignatureAwaited, sentence)
            : Finding.Warning(Reason.SignatureAwaited, sentence);
    }

    /// <summary>The next certificate stands in the trust bundle before it is served, for clients that pin the certificate itself.</summary>
    public static IEnumerable<Finding> Ahead(DesiredState desired, ObservedState observed)
    {
        if (PublishAt(desired, observed) is { } at && observed.Now >= at && !IsUsableNext(desired, observed)
            && !CertificateChecks.Schedule(desired, observed.Certificate.Leaf!, observed.Now).MayStart(observed.Now))
        {
            yield return Finding.Repairable(Reason.NextUnpublished, "the certificate that follows this one is due to be published");
        }
    }

    /// <summary>When the next certificate is to be published; null where clients don't pin certificates, or there is none to follow.</summary>
    public static DateTimeOffset? PublishAt(DesiredState desired, ObservedState observed)
    {
        if (desired.Certificate is not { Source: CertificateSource.SelfSigned, PublishAhead: var ahead } || ahead <= TimeSpan.Zero
            || observed.Certificate is not { Leaf: { } leaf, Source: CertificateSource.SelfSigned or null } || observed.Now >= leaf.NotAfter)
        {
            return null;
        }

        // Of a short-lived certificate, a third of the time before its renewal.
        var renewAt = CertificateChecks.Schedule(desired, leaf, observed.Now).RenewAt;
        var most = (renewAt - leaf.NotBefore) / 3;
        return renewAt - (ahead < most ? ahead : most);
    }

    /// <summary>Whether a certificate lies ready that can follow: with its key, for the names and of the kind that are wanted, of the same key where that is to stay, and no older than the present one.</summary>
    public static bool IsUsableNext(DesiredState desired, ObservedState observed) =>
        observed.Next is { Leaf: { } next, Key: KeyMatch.Matches or KeyMatch.NotChecked, Source: CertificateSource.SelfSigned }
        && next.NotBefore <= observed.Now
        && next.NotAfter >= observed.Certificate.Leaf?.NotAfter
        && next.KeyAlgorithm == desired.Certificate.Key
        && (!desired.Certificate.KeyReuse || next.PublicKeySha256 == observed.Certificate.Leaf?.PublicKeySha256)
        && observed.Host.SubjectAlternativeNames(desired.Certificate.Names).All(next.Covers);

    /// <summary>Whoever went back to an earlier generation wants that one, until the configuration changes or it is due.</summary>
    public static bool IsChosen(DesiredState desired, ObservedState observed) =>
        observed.Recorded.RolledBack is { } back && back.Generation == observed.Certificate.Generation && back.SettingsDigest == desired.SettingsDigest;
}
