using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>A leaf with its key and chain, in order. Disposing it lets go of the key.</summary>
public sealed record CertificateMaterial(SourcedCertificate Leaf, CertificateChain Chain, AsymmetricAlgorithm Key, string KeyPath) : IDisposable
{
    public LeafFacts Facts { get; } = LeafFacts.Of(Leaf.Certificate);

    /// <summary>What TLS sends: the leaf, then its intermediates, without the root.</summary>
    public byte[] ChainPem() => Encoding.ASCII.GetBytes(string.Concat(
        new[] { Leaf }.Concat(Chain.Intermediates).Select(certificate => PemOf(certificate.Certificate))));

    /// <summary>The root where it is known and no leaf; else empty.</summary>
    public byte[] RootPem() => Chain.Root is { } root && root != Leaf ? Encoding.ASCII.GetBytes(PemOf(root.Certificate)) : [];

    public byte[] KeyPem() => PrivateKeyPem.Of(Key);

    /// <summary>What clients are to trust: the root, or the topmost certificate where the root is not known.</summary>
    public ImmutableArray<string> TrustAnchors() => [PemOf((Chain.Root ?? Chain.Intermediates.LastOrDefault() ?? Leaf).Certificate)];

    public void Dispose()
    {
        Leaf.Certificate.Dispose();
        Chain.Root?.Certificate.Dispose();
        foreach (var intermediate in Chain.Intermediates)
        {
            intermediate.Certificate.Dispose();
        }

        Key.Dispose();
    }

    static string PemOf(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}
