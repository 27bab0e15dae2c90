using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Reads PKCS#12 archives (.p12, .pfx), as Windows and Java export them.</summary>
static class Pkcs12Reader
{
    const X509KeyStorageFlags InMemory = X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable;

    /// <exception cref="MaterialFaultException">It does not open.</exception>
    public static void Read(SourceFile file, string? passphrase, SourceContents contents)
    {
        foreach (var certificate in Open(file, passphrase))
        {
            if (certificate.HasPrivateKey)
            {
                contents.Keys.Add(new SourceKey(KeyOf(file.Path, certificate), Line: null));
            }

            contents.Certificates.Add(new SourcedCertificate(X509CertificateLoader.LoadCertificate(certificate.RawData), file.Path));
            certificate.Dispose();
        }
    }

    static X509Certificate2Collection Open(SourceFile file, string? passphrase)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12Collection(file.Content, passphrase, InMemory);
        }
        catch (CryptographicException failure)
        {
            // The loader's limits guard against archives that would take hours to open.
            throw new MaterialFaultException(file.Path, failure is Pkcs12LoadLimitExceededException
                ? "the PKCS#12 archive asks for more rounds of key derivation, or holds more, than is safe to open; export it again"
                : passphrase is null
                    ? "the PKCS#12 archive does not open without a pass phrase; name the file with it in \"key_passphrase_file\""
                    : "the PKCS#12 archive does not open with the pass phrase in \"key_passphrase_file\", or is damaged");
        }
    }

    static AsymmetricAlgorithm KeyOf(string path, X509Certificate2 certificate) =>
        (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
        ?? throw new MaterialFaultException(path, "the private key is neither RSA nor ECDSA, which every InfluxDB 1.x can serve");
}
