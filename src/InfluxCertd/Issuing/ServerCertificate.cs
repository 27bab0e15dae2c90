using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Issuing;

/// <summary>What a server's certificate says, whoever signs it: all that today's clients check.</summary>
static class ServerCertificate
{
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The upper bound of a common name in X.520; a longer one is refused by strict parsers.</summary>
    const int LongestCommonName = 64;

    /// <summary>The certificate or signing request without issuer and dates: subject, usage, alternative names.</summary>
    public static CertificateRequest Request(SigningKey key, X500DistinguishedName subject, IEnumerable<string> names)
    {
        var request = key.NewRequest(subject);
        var extensions = request.CertificateExtensions;
        extensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        extensions.Add(new X509KeyUsageExtension(key.ServerUsage, critical: true));
        extensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        extensions.Add(AlternativeNames(names));
        return request;
    }

    /// <summary>Adds the identifier of its own key (RFC 5280 §4.2.1.2), and gives it for who refers to it.</summary>
    public static X509SubjectKeyIdentifierExtension AddKeyIdentifier(CertificateRequest request)
    {
        var identifier = new X509SubjectKeyIdentifierExtension(
            request.PublicKey, X509SubjectKeyIdentifierHashAlgorithm.ShortSha256, critical: false);
        request.CertificateExtensions.Add(identifier);
        return identifier;
    }

    public static X500DistinguishedName Subject(HostNames host)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddOrganizationName("InfluxCertd");
        builder.AddCommonName(CommonName(host));
        return builder.Build();
    }

    /// <summary>The host's name, cut where X.520 has no room; clients look at the alternative names anyway.</summary>
    public static string CommonName(HostNames host)
    {
        var name = host.Preferred.Length <= LongestCommonName ? host.Preferred : host.ShortName;
        return name.Length <= LongestCommonName ? name : name[..LongestCommonName];
    }

    /// <summary>16 random octets, positive and without a leading zero (RFC 5280 §4.1.2.2): 126 bits of entropy.</summary>
    public static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
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
}
