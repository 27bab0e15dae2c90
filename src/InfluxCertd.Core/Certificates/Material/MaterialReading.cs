using System.Collections.Immutable;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>What came of reading certificate and key.</summary>
public abstract record MaterialReading
{
    /// <param name="Remarks">What was mended or passed over on the way, a sentence each.</param>
    public sealed record Readable(CertificateMaterial Material, ImmutableArray<string> Remarks) : MaterialReading;

    /// <param name="Sentence">The file, what is wrong with it, and what to do.</param>
    public sealed record Refused(string Sentence) : MaterialReading;
}
