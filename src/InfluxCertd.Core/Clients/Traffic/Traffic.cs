using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>Who talked to InfluxDB and who tried to, told from its log.</summary>
/// <param name="IsLogged">Whether the log shows requests at all, our own included: without any, it tells nothing about who is missing.</param>
public sealed record Traffic(ImmutableArray<SeenClient> Clients, ImmutableArray<FailedClient> Failures, bool IsLogged = true)
{
    public static Traffic None { get; } = new([], [], IsLogged: false);
}
