using System.Collections.Immutable;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>The way from a leaf to its root, as far as it is known.</summary>
/// <param name="Intermediates">In the order of TLS: each certifies the one before it (RFC 8446 §4.4.2).</param>
/// <param name="Root">The self-signed end; not served, as clients must have it anyway. Null when it is not known here.</param>
public sealed record CertificateChain(ImmutableArray<SourcedCertificate> Intermediates, SourcedCertificate? Root)
{
    /// <summary>The subject of the certificate that would come next; null when the root is known.</summary>
    public string? MissingIssuer { get; init; }
}
