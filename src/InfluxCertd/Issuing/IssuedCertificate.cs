using System.Collections.Immutable;
using System.Security.Cryptography;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Certificates.Material;

namespace InfluxCertd.Issuing;

/// <summary>A key pair and its certificate, still in memory only. Disposing it wipes the key.</summary>
/// <param name="ChainPem">The leaf, then its intermediates, in the order that TLS sends them.</param>
/// <param name="KeyPem">PKCS#8 in PEM, which every influxd 1.x reads.</param>
/// <param name="TrustAnchors">The certificates, each in PEM, by which clients are to verify this one and those before and after it.</param>
sealed record IssuedCertificate(LeafFacts Leaf, byte[] ChainPem, byte[] KeyPem, ImmutableArray<string> TrustAnchors) : IDisposable
{
    /// <summary>All in one file, as both options of influxdb.conf can name it: leaf, chain, key.</summary>
    public byte[] BundlePem { get; } = [.. ChainPem, .. KeyPem];

    /// <summary>What the operator should know of it, a sentence each.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>The root that signed it, when it replaces all others from now on; null otherwise.</summary>
    public RootReplacement? NewRoot { get; init; }

    public static IssuedCertificate Of(CertificateMaterial material, ImmutableArray<string> remarks) =>
        new(material.Facts, material.ChainPem(), material.KeyPem(), material.TrustAnchors()) { Remarks = remarks };

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(KeyPem);
        CryptographicOperations.ZeroMemory(BundlePem);
        CryptographicOperations.ZeroMemory(NewRoot?.Pem);
    }
}
