using System.Collections.Immutable;
using InfluxCertd.Core.Certificates.Material;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Certificates.Acceptance;

/// <summary>
/// Decides whether a certificate from elsewhere may be installed. What clients would refuse is refused here, before InfluxDB is
/// touched; what is merely unusual is a remark.
/// </summary>
public static class AcceptanceRules
{
    static readonly Func<CertificateMaterial, AcceptanceContext, string?>[] Rules =
    [
        ValidityRules.Objection,
        StrengthRules.Objection,
        PurposeRules.Objection,
        NameRules.Objection,
    ];

    /// <summary>Why the certificate is refused, with the file and what to do; null when it is acceptable.</summary>
    public static string? Objection(CertificateMaterial material, AcceptanceContext context) =>
        Rules.Select(rule => rule(material, context)).FirstOrDefault(objection => objection is not null) is { } sentence
            ? Printable.Of(sentence)
            : null;

    /// <summary>What is good to know about an acceptable certificate, a sentence each.</summary>
    public static ImmutableArray<string> Remarks(CertificateMaterial material, AcceptanceContext context) =>
        [.. NameRules.Remarks(material, context).Select(Printable.Of)];
}
