using System.Collections.Immutable;

namespace InfluxCertd.Core.Certificates;

/// <summary>The names by which this host goes.</summary>
/// <param name="ShortName">The kernel's host name up to its first dot.</param>
/// <param name="FullName">The fully qualified name; null when the resolver knows none.</param>
public sealed record HostNames(string ShortName, string? FullName)
{
    /// <summary>The name that a person would use: the full one when there is one.</summary>
    public string Preferred => FullName ?? ShortName;

    /// <summary>
    /// What a certificate of this host should cover: its own names, loopback, and what the operator adds; no name twice.
    /// </summary>
    public ImmutableArray<string> SubjectAlternativeNames(IEnumerable<string> more) =>
    [
        .. new[] { FullName, ShortName, "localhost", "127.0.0.1", "::1" }
            .OfType<string>()
            .Concat(more)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>What another's CA is asked to certify: as above without loopback, which no CA but the host's own vouches for.</summary>
    public ImmutableArray<string> RequestedNames(IEnumerable<string> more) =>
        [.. new[] { FullName, ShortName }.OfType<string>().Concat(more).Distinct(StringComparer.OrdinalIgnoreCase)];
}
