using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients;

/// <summary>What becomes of a group of connections that share their trust settings.</summary>
public sealed record ConnectionDecision(ImmutableArray<UrlDecision> Urls, TrustChange Trust);

/// <param name="NewUrl">What the URL becomes; the same where it stays.</param>
public sealed record UrlDecision(string NewUrl, ConnectionState State, string? Reason = null);

/// <summary>What becomes of the trust settings.</summary>
public enum TrustChange
{
    None,

    /// <summary>The trust bundle becomes the file of trusted certificates.</summary>
    TrustBundle,

    SkipVerification,

    /// <summary>The trust bundle is no longer named.</summary>
    Forget,
}
