using System.Collections.Immutable;

namespace InfluxCertd.Core.Configuration;

/// <summary>When the journal is told that the certificate nears its end.</summary>
public sealed record AlertSettings
{
    /// <summary>Days left at which an alert is due, in descending order, each once; empty is none.</summary>
    public ImmutableArray<int> ExpiryDays { get; init; } = [30, 14, 7, 3, 1];
}
