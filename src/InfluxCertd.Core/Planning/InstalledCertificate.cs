using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Planning;

public enum KeyMatch
{
    Matches,
    Differs,
    Missing,
    Damaged,

    /// <summary>The key can't be read by whoever looks; not a fault in itself.</summary>
    NotChecked,
}

/// <summary>The certificate of the current generation.</summary>
/// <param name="Generation">Its number; null before the first.</param>
/// <param name="Leaf">Null when there is none or it can't be parsed.</param>
/// <param name="Problem">Why there is no <paramref name="Leaf"/>, in a sentence.</param>
public sealed record InstalledCertificate(int? Generation, LeafFacts? Leaf, KeyMatch Key, string? Problem = null)
{
    /// <summary>Where it came from; null when nobody knows, as for a pair that was adopted.</summary>
    public CertificateSource? Source { get; init; }

    public static InstalledCertificate None { get; } = new(null, null, KeyMatch.Missing);
}
