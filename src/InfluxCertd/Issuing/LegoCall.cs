using System.Collections.Immutable;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Issuing;

/// <summary>What lego is to do.</summary>
/// <param name="Folder">Where it keeps account and certificates, on this disk.</param>
/// <param name="Request">The signing request's file, on this disk.</param>
sealed record LegoCall(AcmeSettings Acme, string Folder, string Request)
{
    public LegoPurpose Purpose { get; init; } = LegoPurpose.Issue;

    /// <summary>The root of the CA's own HTTPS, on this disk; null for the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>For its environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;
}

enum LegoPurpose
{
    Issue,

    /// <summary>Replace the certificate of before, which the CA is told (RFC 9773 §5) and counts against no rate limit.</summary>
    Renew,

    /// <summary>The same, if the CA says that it is time to (RFC 9773 §4).</summary>
    RenewIfAdvised,
}
