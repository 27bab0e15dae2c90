using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Looks a root up among those that the host trusts.</summary>
static class TrustedRoots
{
    const string StoreName = "the system's trust store";

    /// <summary>The root that signed the certificate; null when it is not in the PEM text, or that is no PEM text.</summary>
    public static SourcedCertificate? Find(ReadOnlySpan<byte> pem, X509Certificate2 certificate)
    {
        try
        {
            // 140 roots and more: only one that has the name in it is worth the parsing.
            foreach (var block in PemReader.Read(StoreName, pem))
            {
                if (block.Label != "CERTIFICATE" || block.Der.AsSpan().IndexOf(certificate.IssuerName.RawData) < 0)
                {
                    continue;
                }

                var root = X509CertificateLoader.LoadCertificate(block.Der);
                if (CertificateSignature.IsSignedBy(certificate, root))
                {
                    return new SourcedCertificate(root, StoreName);
                }

                root.Dispose();
            }
        }
        catch (Exception failure) when (failure is MaterialFaultException or CryptographicException)
        {
            // A damaged store is the host's matter; here it only means that the root is not known.
        }

        return null;
    }
}
