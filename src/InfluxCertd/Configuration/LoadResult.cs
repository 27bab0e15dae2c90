using System.Collections.Immutable;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

/// <summary>What the configuration files amount to. The settings are safe to use only when there is no problem.</summary>
/// <param name="Settings">The validated settings; null when there is a problem.</param>
/// <param name="Problems">Everything that is wrong, in the order of the files and lines.</param>
/// <param name="Effective">Every key with its value and origin, in the order of the reference; empty on a problem.</param>
/// <param name="Files">The files that were read, in order.</param>
internal sealed record LoadResult(
    Settings? Settings,
    ImmutableArray<ConfigProblem> Problems,
    ImmutableArray<EffectiveSetting> Effective,
    ImmutableArray<string> Files);
