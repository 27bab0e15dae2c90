using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates.Material;

namespace InfluxCertd.Tests.Issuing;

/// <summary>A certificate with its key, as a CA of the tests made it.</summary>
sealed record Made(X509Certificate2 Certificate, AsymmetricAlgorithm Key)
{
    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public string KeyPem => System.Text.Encoding.ASCII.GetString(PrivateKeyPem.Of(Key));

    public byte[] Pfx(string? passphrase, params Made[] more)
    {
        var collection = new X509Certificate2Collection(WithKey());
        collection.AddRange(more.Select(other => other.Certificate).ToArray());
        return collection.Export(X509ContentType.Pkcs12, passphrase)!;
    }

    X509Certificate2 WithKey() => Key is RSA rsa ? Certificate.CopyWithPrivateKey(rsa) : Certificate.CopyWithPrivateKey((ECDsa)Key);
}

/// <summary>What a certificate is to be; the defaults are a good server certificate of db1.example.org.</summary>
sealed record Wish
{
    public string Subject { get; init; } = "CN=db1.example.org";
    public string[] Names { get; init; } = ["db1.example.org", "db1"];
    public DateTimeOffset NotBefore { get; init; } = Pki.Now.AddDays(-30);
    public DateTimeOffset NotAfter { get; init; } = Pki.Now.AddDays(60);
    public AsymmetricAlgorithm? Key { get; init; }
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;
    public RSASignaturePadding Padding { get; init; } = RSASignaturePadding.Pkcs1;
    public bool IsCa { get; init; }
    public int? PathLength { get; init; }
    public X509KeyUsageFlags? Usage { get; init; } = X509KeyUsageFlags.DigitalSignature;
    public string[] Purposes { get; init; } = ["1.3.6.1.5.5.7.3.1"];
}

/// <summary>Makes certificates of every kind, good and bad.</summary>
static class Pki
{
    /// <summary>The real time, as openssl's certificates of these tests begin with it; on a whole minute, as sentences name it.</summary>
    public static readonly DateTimeOffset Now = new(TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    public static readonly Made Root = Issue(Ca("CN=Test Root"), null);
    public static readonly Made Intermediate = Issue(Ca("CN=Test Intermediate"), Root);
    public static readonly Made Leaf = Issue(new Wish(), Intermediate);

    public static Wish Ca(string subject) => new()
    {
        Subject = subject,
        Names = [],
        IsCa = true,
        Purposes = [],
        Usage = X509KeyUsageFlags.KeyCertSign,
        NotBefore = Now.AddYears(-1),
        NotAfter = Now.AddYears(9),
    };

    public static Made Server(Wish wish) => Issue(wish, Intermediate);

    public static Made Issue(Wish wish, Made? issuer)
    {
        var key = wish.Key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedName(wish.Subject);
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, wish.Hash, wish.Padding)
            : new CertificateRequest(subject, (ECDsa)key, wish.Hash);
        var extensions = request.CertificateExtensions;
        if (wish.IsCa || wish.Names.Length > 0)
        {
            extensions.Add(new X509BasicConstraintsExtension(wish.IsCa, wish.PathLength is not null, wish.PathLength ?? 0, critical: true));
        }

        if (wish.Usage is { } usage)
        {
            extensions.Add(new X509KeyUsageExtension(usage, critical: true));
        }

        if (wish.Purposes.Length > 0)
        {
            extensions.Add(new X509EnhancedKeyUsageExtension([.. wish.Purposes.Select(purpose => new Oid(purpose))], critical: false));
        }

        if (wish.Names.Length > 0)
        {
            extensions.Add(AlternativeNames(wish.Names));
        }

        var signer = issuer is null ? new Made(null!, key) : issuer;
        var generator = signer.Key is RSA rsaSigner
            ? X509SignatureGenerator.CreateForRSA(rsaSigner, wish.Padding)
            : X509SignatureGenerator.CreateForECDsa((ECDsa)signer.Key);
        var name = issuer is null ? subject : issuer.Certificate.SubjectName;
        return new Made(request.Create(name, generator, wish.NotBefore, wish.NotAfter, RandomNumberGenerator.GetBytes(8)), key);
    }

    /// <summary>A root and n CAs below it, the lowest last.</summary>
    public static Made[] Line(int n)
    {
        var line = new List<Made> { Root };
        for (var i = 1; i <= n; i++)
        {
            line.Add(Issue(Ca($"CN=Test CA {i}"), line[^1]));
        }

        return [.. line];
    }

    /// <summary>As sentences write a time.</summary>
    public static string Text(DateTimeOffset at) => $"{at:yyyy-MM-dd HH:mm} UTC";

    static X509Extension AlternativeNames(string[] names)
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
