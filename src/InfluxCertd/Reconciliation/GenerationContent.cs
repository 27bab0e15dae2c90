using System.Collections.Immutable;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;

namespace InfluxCertd.Reconciliation;

/// <summary>What a generation is made of.</summary>
/// <param name="TrustAnchors">The certificates, each in PEM, by which clients verify it.</param>
/// <param name="Source">Null when nobody knows.</param>
sealed record GenerationContent(byte[] ChainPem, byte[] KeyPem, ImmutableArray<string> TrustAnchors, CertificateSource? Source)
{
    public static GenerationContent Of(IssuedCertificate issued, CertificateSource source) =>
        new(issued.ChainPem, issued.KeyPem, issued.TrustAnchors, source);

    /// <summary>A pair that was there before us: whoever trusted its certificate goes on doing so.</summary>
    public static GenerationContent Of(PairInUse pair) => new(pair.ChainPem, pair.KeyPem, [pair.LeafPem], null);
}
