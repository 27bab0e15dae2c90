using System.Collections.Immutable;
using InfluxCertd.Linux;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>What a plan changes on disk, worked out before anything is written.</summary>
/// <param name="Generations">To be made first; inert until a change leads to them.</param>
/// <param name="Current">The generation that InfluxDB is to use from then on, whose folder is opened for it; null when that stays as it is.</param>
/// <param name="Changes">In an order in which a power cut at any instant leaves a pair that matches and a configuration that names it.</param>
sealed record ChangeSet(ImmutableArray<NewGeneration> Generations, int? Current, ImmutableArray<FileChange> Changes)
{
    /// <summary>The part of the changes that converts clients, which come last: each client can be left out again by itself.</summary>
    public ImmutableArray<ClientChange> Clients { get; init; } = [];

    /// <summary>Whether the trust bundle gains a certificate.</summary>
    public bool TrustGains { get; init; }

    public bool IsEmpty => Generations.IsEmpty && Current is null && Changes.IsEmpty;
}

sealed record NewGeneration(int Number, IReadOnlyList<GenerationFile> Files);

/// <param name="Program">As in [clients].</param>
sealed record ClientChange(string Program, ImmutableArray<FileChange> Changes);
