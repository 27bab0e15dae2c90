using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates.Material;

namespace InfluxCertd.Core.Certificates.Acceptance;

/// <summary>A leaf must be one of a server, and its intermediates must be CAs (RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.12).</summary>
static class PurposeRules
{
    /// <summary>anyExtendedKeyUsage will not do in its place: OpenSSL refuses it for a server.</summary>
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Any one of them will do for a server in OpenSSL (KU_TLS).</summary>
    const X509KeyUsageFlags TlsUsage =
        X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement;

    public static string? Objection(CertificateMaterial material, AcceptanceContext context) =>
        LeafObjection(material.Leaf) ?? material.Chain.Intermediates
            .Select(IntermediateObjection)
            .FirstOrDefault(objection => objection is not null);

    static string? LeafObjection(SourcedCertificate leaf)
    {
        if (Find<X509BasicConstraintsExtension>(leaf) is { CertificateAuthority: true })
        {
            return $"{leaf.Path}: this is the certificate of a CA, not of a server; have the CA issue one for this host (openssl: \"basicConstraints=CA:FALSE\")";
        }

        if (Find<X509EnhancedKeyUsageExtension>(leaf) is { } purposes
            && !purposes.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value == ServerAuthentication))
        {
            return $"{leaf.Path}: the certificate is not one for servers: its extended key usage lacks serverAuth; have it issued for a server";
        }

        return Find<X509KeyUsageExtension>(leaf) is { } usage && (usage.KeyUsages & TlsUsage) == 0
            ? $"{leaf.Path}: the certificate's key usage allows no TLS; have it issued with digitalSignature"
            : null;
    }

    static string? IntermediateObjection(SourcedCertificate intermediate, int depth)
    {
        var certificate = $"\"{intermediate.Certificate.Subject}\"";
        return Find<X509BasicConstraintsExtension>(intermediate) is not { CertificateAuthority: true } constraints
            ? $"{intermediate.Path}: {certificate} signed a certificate of the chain but is no CA, so that clients refuse the chain; provide the CA's real chain"
            : Find<X509KeyUsageExtension>(intermediate) is { } usage && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign)
                ? $"{intermediate.Path}: the key usage of {certificate} does not allow to sign certificates, so that clients refuse the chain; provide the CA's real chain"
                : constraints.HasPathLengthConstraint && constraints.PathLengthConstraint < depth
                    ? $"{intermediate.Path}: {certificate} allows {constraints.PathLengthConstraint} intermediate certificates below it and the chain has {depth}, so that clients refuse it; provide the CA's real chain"
                    : null;
    }

    static T? Find<T>(SourcedCertificate sourced)
        where T : X509Extension => sourced.Certificate.Extensions.OfType<T>().FirstOrDefault();
}
