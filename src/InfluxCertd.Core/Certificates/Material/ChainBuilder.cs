using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Puts certificates in order, whatever order the files have them in, and tells a gap.</summary>
static class ChainBuilder
{
    const int Longest = 10;

    /// <exception cref="MaterialFaultException">An intermediate is missing, as far as that can be told.</exception>
    public static CertificateChain Build(SourcedCertificate leaf, IReadOnlyList<SourcedCertificate> others, ReadOnlyMemory<byte> trustedRoots)
    {
        var intermediates = ImmutableArray.CreateBuilder<SourcedCertificate>();
        var top = leaf;
        while (!CertificateSignature.IsSelfSigned(top.Certificate))
        {
            if (IssuerOf(top, others) is { } issuer)
            {
                if (CertificateSignature.IsSelfSigned(issuer.Certificate))
                {
                    return new CertificateChain(intermediates.ToImmutable(), issuer);
                }

                if (intermediates.Count == Longest || intermediates.Contains(issuer))
                {
                    throw new MaterialFaultException(issuer.Path, "the chain has no end: its certificates sign each other in a circle, or are more than ten");
                }

                intermediates.Add(top = issuer);
            }
            else if (TrustedRoots.Find(trustedRoots.Span, top.Certificate) is { } root)
            {
                return new CertificateChain(intermediates.ToImmutable(), root);
            }
            else
            {
                RefuseGap(leaf, top, [.. others.Except(intermediates)]);
                return new CertificateChain(intermediates.ToImmutable(), null) { MissingIssuer = top.Certificate.Issuer };
            }
        }

        // A self-signed leaf is its own trust anchor, and has to be served.
        return new CertificateChain([], leaf);
    }

    static SourcedCertificate? IssuerOf(SourcedCertificate certificate, IReadOnlyList<SourcedCertificate> others) =>
        others.FirstOrDefault(other => CertificateSignature.IsSignedBy(certificate.Certificate, other.Certificate));

    /// <summary>
    /// Where the last one's issuer is unknown, it may be a root that only clients have. It can't be when a leaf of a CA stands
    /// alone, or when CA certificates were given that the gap cuts off.
    /// </summary>
    static void RefuseGap(SourcedCertificate leaf, SourcedCertificate top, SourcedCertificate[] unused)
    {
        var cutOff = unused.FirstOrDefault(other => IsCa(other.Certificate));
        if (cutOff is not null)
        {
            throw new MaterialFaultException(top.Path, $"the chain has a gap: the certificate of \"{top.Certificate.Issuer}\", which signed \"{top.Certificate.Subject}\", is missing; add it after that one");
        }

        if (top == leaf)
        {
            throw new MaterialFaultException(leaf.Path, $"the certificate of its issuer \"{leaf.Certificate.Issuer}\" is missing, and this host does not trust it as a root; add the CA's intermediate certificates, or name the file with them in \"chain_source\"");
        }
    }

    static bool IsCa(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
