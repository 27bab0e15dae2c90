using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Certificates;

/// <summary>Names the kind of a certificate's public key in the words of the configuration.</summary>
static class PublicKeyKind
{
    const string NistP256 = "1.2.840.10045.3.1.7";
    const string NistP384 = "1.3.132.0.34";

    public static (KeyAlgorithm? Algorithm, string Description) Of(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return (rsa.KeySize switch
            {
                2048 => KeyAlgorithm.Rsa2048,
                3072 => KeyAlgorithm.Rsa3072,
                4096 => KeyAlgorithm.Rsa4096,
                _ => null,
            }, $"rsa-{rsa.KeySize}");
        }

        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value switch
        {
            NistP256 => (KeyAlgorithm.EcdsaP256, "ecdsa-p256"),
            NistP384 => (KeyAlgorithm.EcdsaP384, "ecdsa-p384"),
            { } curve => (null, $"ecdsa-{curve}"),
            null => (null, certificate.PublicKey.Oid.FriendlyName ?? certificate.PublicKey.Oid.Value ?? "unknown"),
        };
    }
}
