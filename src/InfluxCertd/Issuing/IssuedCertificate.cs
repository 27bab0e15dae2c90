using System.Security.Cryptography;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Issuing;

/// <summary>A new key pair and its certificate, still in memory only. Disposing it wipes the key.</summary>
/// <param name="ChainPem">The leaf, then its intermediates, in the order that TLS sends them.</param>
/// <param name="KeyPem">PKCS#8 in PEM, which every influxd 1.x reads.</param>
sealed record IssuedCertificate(LeafFacts Leaf, byte[] ChainPem, byte[] KeyPem) : IDisposable
{
    public void Dispose() => CryptographicOperations.ZeroMemory(KeyPem);
}
