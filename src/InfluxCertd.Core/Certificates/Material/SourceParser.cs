using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Reads all certificates and keys of one file, whichever of PEM, DER and PKCS#12 it is.</summary>
static class SourceParser
{
    /// <exception cref="MaterialFaultException">The file is damaged, or in a form that is not read.</exception>
    public static SourceContents Parse(SourceFile file, string? passphrase)
    {
        var contents = new SourceContents();
        try
        {
            if (file.Content.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                throw new MaterialFaultException(file.Path, "the file is empty");
            }

            if (PemReader.LooksLikePem(file.Content))
            {
                ParsePem(file, passphrase, contents);
            }
            else
            {
                ParseDer(file, passphrase, contents);
            }

            return contents;
        }
        catch (MaterialFaultException)
        {
            contents.Dispose();
            throw;
        }
    }

    static void ParsePem(SourceFile file, string? passphrase, SourceContents contents)
    {
        foreach (var block in PemReader.Read(file.Path, file.Content))
        {
            if (PrivateKeyReader.IsPrivateKey(block.Label))
            {
                contents.Keys.Add(new SourceKey(KeyOf(file.Path, block, passphrase), block.Line));
                CryptographicOperations.ZeroMemory(block.Der);
                continue;
            }

            switch (block.Label)
            {
                case "CERTIFICATE" or "X509 CERTIFICATE":
                    contents.Certificates.Add(Certificate(file.Path, block));
                    break;
                case "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST":
                    contents.HasRequest = true;
                    break;
                case "TRUSTED CERTIFICATE":
                    throw new MaterialFaultException(file.Path, "it is in OpenSSL's own TRUSTED form; convert it with \"openssl x509 -in FILE -out NEW\"");
                case "PKCS7" or "CMS":
                    throw Pkcs7(file.Path, "");
                default:
                    // Parameters, public keys and revocation lists take no part.
                    break;
            }
        }
    }

    static AsymmetricAlgorithm KeyOf(string path, PemBlock block, string? passphrase) =>
        block.IsLegacyEncrypted
            ? throw new MaterialFaultException(path, "the private key is encrypted in the old way of OpenSSL (\"Proc-Type: 4,ENCRYPTED\"); convert it with \"openssl pkcs8 -topk8 -in FILE -out NEW\"")
            : PrivateKeyReader.Read(path, block.Label, block.Der, passphrase);

    static SourcedCertificate Certificate(string path, PemBlock block)
    {
        try
        {
            return new SourcedCertificate(X509CertificateLoader.LoadCertificate(block.Der), path);
        }
        catch (CryptographicException)
        {
            throw new MaterialFaultException(path, $"the certificate that begins on line {block.Line} is damaged; copy it again");
        }
    }

    static void ParseDer(SourceFile file, string? passphrase, SourceContents contents)
    {
        if (file.Content is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            throw new MaterialFaultException(file.Path, "the file is UTF-16 text; save it as ASCII or UTF-8");
        }

        switch (ContentType(file.Content))
        {
            case X509ContentType.Cert:
                contents.Certificates.Add(new SourcedCertificate(X509CertificateLoader.LoadCertificate(file.Content), file.Path));
                break;
            case X509ContentType.Pkcs12:
                Pkcs12Reader.Read(file, passphrase, contents);
                break;
            case X509ContentType.Pkcs7:
                throw Pkcs7(file.Path, "-inform DER ");
            default:
                var label = PrivateKeyReader.LabelOf(file.Content)
                    ?? throw new MaterialFaultException(file.Path, "the file is neither PEM nor DER nor PKCS#12, so it holds no certificate and no key");
                contents.Keys.Add(new SourceKey(PrivateKeyReader.Read(file.Path, label, file.Content, passphrase), Line: null));
                break;
        }
    }

    static X509ContentType ContentType(byte[] content)
    {
        try
        {
            return X509Certificate2.GetCertContentType(content);
        }
        catch (CryptographicException)
        {
            return X509ContentType.Unknown;
        }
    }

    static MaterialFaultException Pkcs7(string path, string form) =>
        new(path, $"it is a PKCS#7 bundle; convert it with \"openssl pkcs7 {form}-print_certs -in FILE -out NEW\"");
}
