using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>Which of the clients that talk plain HTTP now will go on, and which need a person.</summary>
public static class TrafficReport
{
    /// <param name="convertible">The programs on this host of which a connection is converted, or is already as wanted.</param>
    /// <param name="isThisHost">Whether an address is one of this host's.</param>
    public static ImmutableArray<ClientOutlook> Of(
        IEnumerable<SeenClient> clients, IReadOnlyCollection<string> convertible, Func<string, bool> isThisHost) =>
    [
        .. clients.Select(client =>
        {
            var program = ClientProgramName.Of(client.UserAgent);
            var isHere = isThisHost(client.Address);
            return new ClientOutlook(client, program, program is not null && convertible.Contains(program) && isHere) { IsHere = isHere };
        }),
    ];
}

/// <param name="Program">As <c>influxcertd clients</c> calls it; null for one that it does not know.</param>
/// <param name="IsConverted">Whether its configuration is on this host and is converted; the others need a person.</param>
public sealed record ClientOutlook(SeenClient Client, string? Program, bool IsConverted)
{
    /// <summary>Whether it connects from this host, where the trust bundle is.</summary>
    public bool IsHere { get; init; }
}
