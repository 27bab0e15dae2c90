using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Who signed a certificate. Decided by the signature itself: after a CA's change of key, names alone mislead.</summary>
static class CertificateSignature
{
    const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>The algorithms that today's clients take (Go's crypto/x509, OpenSSL at its default security level), with their hash.</summary>
    static readonly Dictionary<string, HashAlgorithmName> Strong = new()
    {
        ["1.2.840.113549.1.1.11"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.1.1.12"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.1.1.13"] = HashAlgorithmName.SHA512,
        ["1.2.840.10045.4.3.2"] = HashAlgorithmName.SHA256,
        ["1.2.840.10045.4.3.3"] = HashAlgorithmName.SHA384,
        ["1.2.840.10045.4.3.4"] = HashAlgorithmName.SHA512,
    };

    static readonly Dictionary<string, HashAlgorithmName> Hashes = new()
    {
        ["2.16.840.1.101.3.4.2.1"] = HashAlgorithmName.SHA256,
        ["2.16.840.1.101.3.4.2.2"] = HashAlgorithmName.SHA384,
        ["2.16.840.1.101.3.4.2.3"] = HashAlgorithmName.SHA512,
    };

    public static bool IsSelfSigned(X509Certificate2 certificate) => IsSignedBy(certificate, certificate);

    /// <summary>Whether clients take the algorithm: SHA-2 with RSA or ECDSA, not MD5 or SHA-1.</summary>
    public static bool IsStrong(X509Certificate2 certificate) => Read(certificate).Hash is not null;

    /// <summary>Where the algorithm is one that clients refuse anyway, the names decide.</summary>
    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData))
        {
            return false;
        }

        var (signed, signature, algorithm, hash) = Read(certificate);
        if (hash is not { } name)
        {
            return true;
        }

        try
        {
            using var rsa = issuer.GetRSAPublicKey();
            if (rsa is not null)
            {
                return rsa.VerifyData(signed, signature, name, algorithm == RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
            }

            using var ecdsa = issuer.GetECDsaPublicKey();
            return ecdsa is not null && ecdsa.VerifyData(signed, signature, name, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue } (RFC 5280 §4.1).</summary>
    static (byte[] Signed, byte[] Signature, string Algorithm, HashAlgorithmName? Hash) Read(X509Certificate2 certificate)
    {
        var fields = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.BER).ReadSequence();
        var signed = fields.ReadEncodedValue().ToArray();
        var algorithm = fields.ReadSequence();
        var name = algorithm.ReadObjectIdentifier();
        HashAlgorithmName? hash = name == RsaPss ? PssHash(algorithm) : Strong.TryGetValue(name, out var known) ? known : null;
        return (signed, fields.ReadBitString(out _), name, hash);
    }

    /// <summary>RSASSA-PSS-params (RFC 4055 §3.1): the hash is its field [0], and SHA-1 where that is left out.</summary>
    static HashAlgorithmName? PssHash(AsnReader algorithm)
    {
        var field = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (!algorithm.HasData)
        {
            return null;
        }

        var parameters = algorithm.ReadSequence();
        return parameters.HasData && parameters.PeekTag() == field
            && Hashes.TryGetValue(parameters.ReadSequence(field).ReadSequence().ReadObjectIdentifier(), out var hash) ? hash : null;
    }
}
