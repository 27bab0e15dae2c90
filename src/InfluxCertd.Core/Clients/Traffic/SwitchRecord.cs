using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>
/// Who talked to InfluxDB before it was switched to HTTPS, which can't be observed afterwards: a plain-HTTP request to a TLS
/// port is answered but not logged. To be kept from the switch on.
/// </summary>
public sealed record SwitchRecord(DateTimeOffset SwitchedAt, ImmutableArray<SeenClient> Before)
{
    /// <summary>What became of the clients, by what the log has shown since.</summary>
    public ImmutableArray<ClientReturn> Returns(Traffic since) =>
    [
        .. Before.DistinctBy(client => (client.Address, client.UserAgent)).Select(client => new ClientReturn(
            client,
            since.Clients.Where(seen => seen.IsSameAs(client) && seen.LastSeen > SwitchedAt).Select(seen => (DateTimeOffset?)seen.LastSeen).Max(),
            since.Failures.FirstOrDefault(failure => failure.Address == client.Address && failure.LastSeen > SwitchedAt))),
    ];
}

/// <summary>A client from before the switch, afterwards.</summary>
/// <param name="Returned">When it was last seen over HTTPS; null for not since the switch.</param>
/// <param name="Failure">Handshakes from its address that fail, which may be another client's on the same host.</param>
public sealed record ClientReturn(SeenClient Client, DateTimeOffset? Returned, FailedClient? Failure)
{
    public bool IsMissing => Returned is null;
}
