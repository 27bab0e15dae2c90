using System.Security.Cryptography;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>What one file turned out to hold.</summary>
sealed class SourceContents : IDisposable
{
    public List<SourcedCertificate> Certificates { get; } = [];

    public List<SourceKey> Keys { get; } = [];

    /// <summary>Whether there is a certificate signing request in it, which people send back instead of the certificate.</summary>
    public bool HasRequest { get; set; }

    public void Dispose()
    {
        Certificates.ForEach(certificate => certificate.Certificate.Dispose());
        Keys.ForEach(key => key.Key.Dispose());
    }
}

/// <summary>A private key, and the line on which it begins where the file has lines.</summary>
sealed record SourceKey(AsymmetricAlgorithm Key, int? Line);
