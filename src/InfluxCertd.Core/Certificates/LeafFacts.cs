using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Certificates;

/// <summary>What there is to know about a leaf certificate, apart from its bytes.</summary>
/// <param name="FingerprintSha256">SHA-256 of the DER encoding, lower-case hexadecimal.</param>
/// <param name="PublicKeySha256">SHA-256 of the SubjectPublicKeyInfo, which clients that pin a key compare.</param>
/// <param name="KeyAlgorithm">The algorithm as the configuration names it; null when it is none that we issue.</param>
/// <param name="IsSelfIssued">Issuer and subject are the same name (RFC 5280 §3.2).</param>
public sealed record LeafFacts(
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    string FingerprintSha256,
    string PublicKeySha256,
    string Subject,
    string Issuer,
    bool IsSelfIssued,
    KeyAlgorithm? KeyAlgorithm,
    string KeyDescription,
    ImmutableArray<string> SubjectAlternativeNames)
{
    public TimeSpan Lifetime => NotAfter - NotBefore;

    public TimeSpan TimeLeft(DateTimeOffset now) => NotAfter - now;

    /// <summary>Whole days left, rounded down; negative once expired.</summary>
    public int DaysLeft(DateTimeOffset now) => (int)Math.Floor(TimeLeft(now).TotalDays);

    /// <summary>Whether a name or address stands among the alternative names, compared as RFC 6125 §6.4 and RFC 5280 §4.2.1.6 say.</summary>
    public bool Covers(string name) => SubjectAlternativeNames.Any(pattern => SubjectName.Matches(pattern, name));

    public static LeafFacts Of(X509Certificate2 certificate)
    {
        var (algorithm, description) = PublicKeyKind.Of(certificate);
        return new LeafFacts(
            new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
            new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())),
            certificate.Subject,
            certificate.Issuer,
            certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
            algorithm,
            description,
            AlternativeNamesOf(certificate));
    }

    static ImmutableArray<string> AlternativeNamesOf(X509Certificate2 certificate)
    {
        var extension = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return extension is null
            ? []
            : [.. extension.EnumerateDnsNames(), .. extension.EnumerateIPAddresses().Select(address => address.ToString())];
    }
}
