using System.Collections.Immutable;

namespace InfluxCertd.Configuration;

/// <summary>What one file says, before it meets the others.</summary>
internal sealed record ConfigFragment(ImmutableArray<ConfigEntry> Entries, ImmutableArray<ConfigProblem> Problems);
