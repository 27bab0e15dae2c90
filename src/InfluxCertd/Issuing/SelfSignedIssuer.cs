using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Issuing;

/// <summary>
/// Signs the certificate with its own key, as the guide does, with all that today's clients check:
/// alternative names, key usage, and a leaf (not CA) that can itself be the trust anchor.
/// </summary>
sealed class SelfSignedIssuer(TimeProvider time) : IIssuer
{
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The upper bound of a common name in X.520; a longer one is refused by strict parsers.</summary>
    const int LongestCommonName = 64;

    public Task<IssuedCertificate> IssueAsync(CertificateSettings settings, HostNames host, CancellationToken cancellation) =>
        Task.Run(() => Issue(settings, host), cancellation);

    IssuedCertificate Issue(CertificateSettings settings, HostNames host)
    {
        try
        {
            return settings.Key switch
            {
                KeyAlgorithm.EcdsaP256 => IssueEcdsa(settings, host, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
                KeyAlgorithm.EcdsaP384 => IssueEcdsa(settings, host, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
                _ => IssueRsa(settings, host, settings.Key.Bits()),
            };
        }
        catch (CryptographicException failure)
        {
            throw new IssuingException($"the self-signed certificate could not be made: {failure.Message}", failure);
        }
    }

    IssuedCertificate IssueRsa(CertificateSettings settings, HostNames host, int bits)
    {
        using var key = RSA.Create(bits);
        var request = new CertificateRequest(Subject(host), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var generator = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        return Sign(request, generator, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, key, settings, host);
    }

    IssuedCertificate IssueEcdsa(CertificateSettings settings, HostNames host, ECCurve curve, HashAlgorithmName hash)
    {
        using var key = ECDsa.Create(curve);
        var request = new CertificateRequest(Subject(host), key, hash);
        return Sign(request, X509SignatureGenerator.CreateForECDsa(key), X509KeyUsageFlags.DigitalSignature, key, settings, host);
    }

    IssuedCertificate Sign(
        CertificateRequest request, X509SignatureGenerator generator, X509KeyUsageFlags usage,
        AsymmetricAlgorithm key, CertificateSettings settings, HostNames host)
    {
        var subjectKey = new X509SubjectKeyIdentifierExtension(
            request.PublicKey, X509SubjectKeyIdentifierHashAlgorithm.ShortSha256, critical: false);
        var extensions = request.CertificateExtensions;
        extensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        extensions.Add(new X509KeyUsageExtension(usage, critical: true));
        extensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        extensions.Add(AlternativeNames(host.SubjectAlternativeNames(settings.Names)));
        extensions.Add(subjectKey);
        extensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(subjectKey));

        var now = time.GetUtcNow();
        using var certificate = request.Create(
            request.SubjectName, generator, now - settings.ClockSkew, now + settings.Lifetime, SerialNumber());
        return new IssuedCertificate(
            LeafFacts.Of(certificate),
            Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"),
            Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    static X500DistinguishedName Subject(HostNames host)
    {
        var name = host.Preferred.Length <= LongestCommonName ? host.Preferred : host.ShortName;
        var builder = new X500DistinguishedNameBuilder();
        builder.AddOrganizationName("InfluxCertd");
        builder.AddCommonName(name.Length <= LongestCommonName ? name : name[..LongestCommonName]);
        return builder.Build();
    }

    static X509Extension AlternativeNames(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }

    /// <summary>16 random octets, positive and without a leading zero (RFC 5280 §4.1.2.2): 126 bits of entropy.</summary>
    static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
