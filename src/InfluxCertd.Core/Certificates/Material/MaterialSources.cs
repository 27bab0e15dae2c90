namespace InfluxCertd.Core.Certificates.Material;

/// <summary>All that a certificate with its key is read from.</summary>
/// <param name="Key">The same object as <paramref name="Certificate"/> when one file holds both.</param>
/// <param name="Chain">Intermediates beside those in the certificate's own file; null for none.</param>
/// <param name="Passphrase">Opens an encrypted key or a PKCS#12 archive; null for none.</param>
public sealed record MaterialSources(SourceFile Certificate, SourceFile Key, SourceFile? Chain = null, string? Passphrase = null)
{
    /// <summary>The roots that this host trusts, as PEM; empty when it has no such store.</summary>
    public ReadOnlyMemory<byte> TrustedRoots { get; init; }
}
