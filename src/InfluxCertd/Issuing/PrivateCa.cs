using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Certificates.Material;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>
/// The roots that this host keeps, each in one file with its key. A root's start of validity is when it begins to sign, so that a
/// next one can be published ahead; it stays published until no certificate of its own is left.
/// </summary>
/// <param name="folder">On this disk.</param>
sealed class PrivateCa(string folder, TimeProvider time)
{
    const string Pattern = "root-*.pem";
    const int Years = 10;

    /// <summary>Small, quick to make, and known to every client of the last decade; leafs may use another.</summary>
    const KeyAlgorithm Algorithm = KeyAlgorithm.EcdsaP256;

    /// <summary>All roots, in the order in which they sign.</summary>
    /// <exception cref="IssuingException">A root can't be read.</exception>
    public ImmutableArray<CaRoot> Roots() => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, Pattern).Select(Read).OrderBy(root => root.SignsFrom).ThenBy(root => root.Path, StringComparer.Ordinal)]
        : [];

    /// <summary>The root that signs now; null when there is none.</summary>
    public CaRoot? Signing() => Roots().LastOrDefault(root => root.Key is not null && root.SignsFrom <= time.GetUtcNow() && root.NotAfter > time.GetUtcNow());

    /// <summary>What clients are to trust: each root that has a certificate out, or soon will.</summary>
    public ImmutableArray<string> TrustAnchors() => [.. Roots().Where(root => root.NotAfter > time.GetUtcNow()).Select(root => root.Pem)];

    /// <summary>Makes a root that may certify just these names, and signs from a given time on.</summary>
    public CaRoot Add(HostNames host, IEnumerable<string> names, DateTimeOffset signsFrom)
    {
        var (path, pem) = Make(host, names, signsFrom);
        try
        {
            DurableFile.CreateFolder(folder, Access.PrivateFolder);
            DurableFile.Write(path, pem, Access.Private);
            return Read(path);
        }
        finally
        {
            Array.Clear(pem);
        }
    }

    /// <summary>The same in memory only, to take the place of every root that there is.</summary>
    public (CaRoot Root, RootReplacement File) Replacement(HostNames host, IEnumerable<string> names, DateTimeOffset signsFrom)
    {
        var (path, pem) = Make(host, names, signsFrom);
        ImmutableArray<string> superseded = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, Pattern)] : [];
        return (Read(new SourceFile(path, [.. pem])), new RootReplacement(path, pem, superseded));
    }

    (string Path, byte[] Pem) Make(HostNames host, IEnumerable<string> names, DateTimeOffset signsFrom)
    {
        using var key = SigningKey.Create(Algorithm);
        var serial = ServerCertificate.SerialNumber();
        var request = key.NewRequest(Subject(host, serial));
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(NameConstraints.For(names).ToExtension());
        ServerCertificate.AddKeyIdentifier(request);
        using var certificate = request.Create(request.SubjectName, key.Generator(), signsFrom, signsFrom.AddYears(Years), serial);
        var pem = key.ToPem();
        try
        {
            return (Path.Combine(folder, $"root-{Convert.ToHexStringLower(serial)[..8]}.pem"),
                [.. Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"), .. pem]);
        }
        finally
        {
            Array.Clear(pem);
        }
    }

    /// <summary>Takes the key from each root that another has followed, and the root itself when none of its certificates can be left.</summary>
    /// <param name="lifetime">How long certificates live.</param>
    /// <param name="inUse">The certificate in use, whose root stays in any case.</param>
    public void Tidy(TimeSpan lifetime, LeafFacts? inUse)
    {
        var now = time.GetUtcNow();
        var roots = Roots();
        foreach (var (root, next) in roots.Zip(roots.Skip(1)).Where(pair => pair.Second.SignsFrom <= now))
        {
            if (next.SignsFrom + lifetime <= now && (inUse is null || inUse.Issuer != root.Certificate.Subject || inUse.NotAfter <= now))
            {
                DurableFile.Delete(root.Path);
            }
            else if (root.Key is not null)
            {
                DurableFile.Write(root.Path, Encoding.ASCII.GetBytes(root.Pem), Access.Private);
            }
        }
    }

    static CaRoot Read(string path) => Read(new SourceFile(path, File.ReadAllBytes(path)));

    static CaRoot Read(SourceFile file)
    {
        var path = file.Path;
        try
        {
            if (file.Content.AsSpan().IndexOf("PRIVATE KEY"u8) < 0)
            {
                return new CaRoot(path, X509CertificateLoader.LoadCertificate(file.Content), null);
            }

            return MaterialReader.Read(new MaterialSources(file, file)) switch
            {
                MaterialReading.Readable readable => new CaRoot(path, readable.Material.Leaf.Certificate, readable.Material.Key),
                MaterialReading.Refused refused => throw new IssuingException(refused.Sentence),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            throw new IssuingException($"{path}: the root of the private CA is damaged; restore it from a backup, or delete it for a new one, which clients then have to trust");
        }
        finally
        {
            Array.Clear(file.Content);
        }
    }

    /// <summary>Each root has a name of its own, so that nobody takes one for the other.</summary>
    static X500DistinguishedName Subject(HostNames host, byte[] serial)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddOrganizationName("InfluxCertd");
        builder.AddOrganizationalUnitName(ServerCertificate.CommonName(host));
        builder.AddCommonName($"InfluxCertd CA {Convert.ToHexStringLower(serial)[..8]}");
        return builder.Build();
    }
}
