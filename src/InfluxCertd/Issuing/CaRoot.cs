using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Issuing;

/// <summary>A root of the private CA.</summary>
/// <param name="Key">Null once another root has taken over: what can't sign any more can't be stolen.</param>
sealed record CaRoot(string Path, X509Certificate2 Certificate, AsymmetricAlgorithm? Key) : IDisposable
{
    /// <summary>From here on it signs; until then it only waits in the trust bundle.</summary>
    public DateTimeOffset SignsFrom => new(Certificate.NotBefore.ToUniversalTime());

    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public bool Permits(IEnumerable<string> names) => NameConstraints.Of(Certificate) is not { } constraints || names.All(constraints.Permits);

    public void Dispose()
    {
        Certificate.Dispose();
        Key?.Dispose();
    }
}
