using InfluxCertd.Core.Certificates.Material;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Certificates.Acceptance;

/// <summary>Leaf and intermediates must be valid now; a root's dates are the business of whoever trusts it.</summary>
static class ValidityRules
{
    public static string? Objection(CertificateMaterial material, AcceptanceContext context) =>
        new[] { material.Leaf }.Concat(material.Chain.Intermediates)
            .Select(certificate => Objection(certificate, certificate == material.Leaf, context.Now))
            .FirstOrDefault(objection => objection is not null);

    static string? Objection(SourcedCertificate sourced, bool isLeaf, DateTimeOffset now)
    {
        var what = isLeaf ? "the certificate" : $"the intermediate certificate \"{sourced.Certificate.Subject}\"";
        var (from, until) = (Utc(sourced.Certificate.NotBefore), Utc(sourced.Certificate.NotAfter));
        return now >= until ? $"{sourced.Path}: {what} expired on {UtcText.Minute(until)}; provide {(isLeaf ? "a renewed one" : "the CA's current one")}"
            : now < from ? $"{sourced.Path}: {what} is not valid before {UtcText.Minute(from)}, and this host's clock says {UtcText.Minute(now)}; check the clock or wait"
            : null;
    }

    static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime());
}
