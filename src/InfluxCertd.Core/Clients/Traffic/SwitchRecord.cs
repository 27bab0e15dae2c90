using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>
/// Who talked to InfluxDB before it was switched to HTTPS, which can't be observed afterwards: a plain-HTTP request to a TLS
/// port is answered but not logged. Kept from the switch on, with what has been seen of them since.
/// </summary>
public sealed record SwitchRecord(DateTimeOffset SwitchedAt, ImmutableArray<ClientReturn> Clients)
{
    /// <summary>After that, whoever is still missing is taken for gone.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>Who failed the handshake since.</summary>
    public ImmutableArray<FailedClient> Failures { get; init; } = [];

    /// <summary>Up to when the log is accounted for.</summary>
    public DateTimeOffset SeenUntil { get; init; } = SwitchedAt;

    public static SwitchRecord Begin(DateTimeOffset switchedAt, IEnumerable<SeenClient> before) =>
        new(switchedAt, [.. before.DistinctBy(client => (client.Address, client.UserAgent)).Select(client => new ClientReturn(client))]);

    /// <summary>Whether the log need not be read for it any more.</summary>
    public bool IsSettled(DateTimeOffset now) => now - SwitchedAt > Patience || Clients.All(client => client.Returned is not null);

    /// <summary>With what the log has shown since <see cref="SeenUntil"/>.</summary>
    public SwitchRecord With(Traffic since, DateTimeOffset now) => this with
    {
        SeenUntil = now,
        Clients =
        [
            .. Clients.Select(client => client with
            {
                Returned = client.Returned
                    ?? since.Clients.Where(seen => seen.IsSameAs(client.Client) && seen.LastSeen > SwitchedAt).Select(seen => (DateTimeOffset?)seen.LastSeen).Max(),
            }),
        ],
        Failures =
        [
            .. Failures.Concat(since.Failures.Where(failure => failure.LastSeen > SwitchedAt && failure.IsClient))
                .GroupBy(failure => (failure.Address, failure.Reason))
                .Select(group => group.First() with { LastSeen = group.Max(failure => failure.LastSeen), Count = group.Sum(failure => failure.Count) }),
        ],
    };
}

/// <summary>A client from before the switch, afterwards.</summary>
/// <param name="Returned">When it was seen over HTTPS; null for not since the switch.</param>
public sealed record ClientReturn(SeenClient Client, DateTimeOffset? Returned = null)
{
    /// <summary>Whether it was told that it is missing.</summary>
    public bool MissingTold { get; init; }
}
