using System.Collections.Immutable;
using InfluxCertd.Core.Clients.Traffic;

namespace InfluxCertd.Commands.Rendering;

/// <summary>What became of the clients that spoke plain HTTP before the switch.</summary>
sealed record SwitchReport(DateTimeOffset SwitchedAt, ImmutableArray<ReturnReport> SeenBefore, ImmutableArray<FailedClient> Failing)
{
    public static SwitchReport Of(SwitchRecord record) => new(
        record.SwitchedAt,
        [.. record.Clients.Select(client => new ReturnReport(client.Client.Address, client.Client.UserAgent, client.Client.LastSeen, client.Returned))],
        record.Failures);

    public IEnumerable<string> Render() =>
    [
        .. SeenBefore.Select(client => $"{Name(client)}: {(client.ReturnedAt is { } at ? $"back over HTTPS since {StatusLine.Show(at)}" : $"not seen since the switch; in plain HTTP last {StatusLine.Show(client.LastSeenBefore)}")}"),
        .. Failing.Select(failure => $"{failure.Address}: fails the TLS handshake since {StatusLine.Show(failure.Since)}, last {StatusLine.Show(failure.LastSeen)}: {failure.Reason}"),
    ];

    static string Name(ReturnReport client) => client.UserAgent.Length > 0 ? $"{client.Address}  {client.UserAgent}" : client.Address;
}

/// <param name="ReturnedAt">Null for one that has not been seen since.</param>
sealed record ReturnReport(string Address, string UserAgent, DateTimeOffset LastSeenBefore, DateTimeOffset? ReturnedAt);
