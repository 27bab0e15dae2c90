using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates.Material;

namespace InfluxCertd.Core.Certificates.Acceptance;

/// <summary>
/// Keys and signatures that the defaults of Go (crypto/tls, crypto/x509) and OpenSSL (security level 2) take. A root's own
/// signature is never checked by anyone, so neither is it here.
/// </summary>
static class StrengthRules
{
    const int LeastRsaBits = 2048;

    /// <summary>Go's crypto/tls refuses more (CVE-2023-29409).</summary>
    const int MostRsaBits = 8192;

    static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    public static string? Objection(CertificateMaterial material, AcceptanceContext context) =>
        new[] { material.Leaf }.Concat(material.Chain.Intermediates)
            .Select(certificate => Objection(certificate, certificate == material.Leaf))
            .FirstOrDefault(objection => objection is not null);

    static string? Objection(SourcedCertificate sourced, bool isLeaf)
    {
        var what = isLeaf ? "the certificate" : $"the intermediate certificate \"{sourced.Certificate.Subject}\"";
        if (KeyObjection(sourced) is { } key)
        {
            return $"{sourced.Path}: the key of {what} is {key}; have it issued anew for another key";
        }

        return CertificateSignature.IsStrong(sourced.Certificate)
            ? null
            : $"{sourced.Path}: {what} is signed with {AlgorithmName(sourced)}, which clients refuse; have it issued with SHA-256 or better";
    }

    static string? KeyObjection(SourcedCertificate sourced)
    {
        using var rsa = sourced.Certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize < LeastRsaBits ? $"RSA with {rsa.KeySize} bits, fewer than the {LeastRsaBits} that clients ask for"
                : rsa.KeySize > MostRsaBits ? $"RSA with {rsa.KeySize} bits, more than the {MostRsaBits} that Go's TLS takes"
                : null;
        }

        using var ecdsa = sourced.Certificate.GetECDsaPublicKey();
        var curve = ecdsa?.ExportParameters(includePrivateParameters: false).Curve.Oid;
        return curve is null ? "neither RSA nor ECDSA, which not every InfluxDB 1.x and client can use"
            : Curves.Contains(curve.Value) ? null
            : $"on the curve {curve.FriendlyName ?? curve.Value}, which TLS in Go does not know (it knows P-256, P-384 and P-521)";
    }

    static string AlgorithmName(SourcedCertificate sourced) =>
        sourced.Certificate.SignatureAlgorithm.FriendlyName ?? sourced.Certificate.SignatureAlgorithm.Value ?? "an unknown algorithm";
}
