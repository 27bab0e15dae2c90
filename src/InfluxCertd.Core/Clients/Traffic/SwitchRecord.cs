using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>
/// Who talked to InfluxDB before it was switched to HTTPS, which can't be observed afterwards: a plain-HTTP request to a TLS
/// port is answered but not logged. Kept from the switch on, with what has been seen of them since.
/// </summary>
/// <param name="SwitchedAt">Or since when clients are followed, where HTTPS was on before.</param>
public sealed record SwitchRecord(DateTimeOffset SwitchedAt, ImmutableArray<ClientReturn> Clients)
{
    /// <summary>After that, whoever is still missing is taken for gone, and whoever is back for settled.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>A failure that nobody has seen for so long is worth telling anew, and for longer is forgotten.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromDays(1);
    static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    /// <summary>Who failed the handshake since.</summary>
    public ImmutableArray<FailedClient> Failures { get; init; } = [];

    /// <summary>Up to when the log is accounted for.</summary>
    public DateTimeOffset SeenUntil { get; init; } = SwitchedAt;

    /// <summary>Whether the log has shown any request since: without one, it does not tell who is missing.</summary>
    public bool IsLogged { get; init; }

    public static SwitchRecord Begin(DateTimeOffset switchedAt, ImmutableArray<ClientOutlook> before) => new(
        switchedAt,
        [
            .. before.Where(client => client.IsConverted).GroupBy(client => client.Program)
                .Select(group => Merged(group, switchedAt) with { Program = group.Key }),
            .. before.Where(client => !client.IsConverted).GroupBy(client => (client.Client.Address, client.Client.UserAgent))
                .Select(group => Merged(group, switchedAt)),
        ]);

    /// <summary>From now on, programs of this host have to write (again).</summary>
    public SwitchRecord Expect(IEnumerable<string> programs, DateTimeOffset now) => this with
    {
        Clients = programs.Aggregate(Clients, (clients, program) => clients.FirstOrDefault(client => client.Program == program) is { } known
            ? clients.Replace(known, new ClientReturn(known.Back ?? known.Client, now) { Program = program, Writes = true })
            : clients.Insert(0, new ClientReturn(new("", "", null, null, now), now) { Program = program, Writes = true })),
    };

    /// <summary>With what the log has shown since <see cref="SeenUntil"/>.</summary>
    /// <param name="isThisHost">Whether an address is one of this host's.</param>
    public SwitchRecord With(Traffic since, DateTimeOffset now, Func<string, bool> isThisHost) => this with
    {
        SeenUntil = now,
        IsLogged = IsLogged || since.IsLogged,
        Clients = [.. Clients.Select(client => client.With(since.Clients, isThisHost)).Where(client => now - (client.Returned ?? client.Since) < Patience)],
        Failures = [.. Merged(since).Select(failure => failure.At(now, Through(failure.Address, since))).Where(failure => now - failure.LastSeen < Memory)],
    };

    /// <summary>When the log is worth another look: soon at first, then ever more rarely; null when nobody is waited for.</summary>
    public DateTimeOffset? NextLook(DateTimeOffset now)
    {
        var waiting = Clients.Where(client => client is { Returned: null, IsTold: false }).ToList();
        return waiting.Count == 0 ? null : waiting
            .Select(client => now + ((now - client.Since) / 2))
            .Concat(waiting.Select(client => client.Since + ClientReturn.Grace).Where(at => at > now))
            .Min();
    }

    static ClientReturn Merged(IEnumerable<ClientOutlook> sightings, DateTimeOffset since)
    {
        var clients = sightings.Select(sighting => sighting.Client).ToList();
        return new(clients.MaxBy(client => client.LastSeen)!, since) { Writes = clients.Any(client => client.LastWritten is not null) };
    }

    IEnumerable<FailedClient> Merged(Traffic since)
    {
        var fresh = since.Failures.Where(failure => failure.LastSeen > SwitchedAt && failure.IsClient)
            .Select(failure => failure.Since > SwitchedAt ? failure : failure with { Since = failure.LastSeen }).ToList();
        return Failures.Where(known => !fresh.Any(failure => IsSame(known, failure)))
            .Concat(fresh.Select(failure => Failures.FirstOrDefault(known => IsSame(known, failure)) is { } known && !(known.IsOver && failure.Since - known.LastSeen > Silence)
                ? known with { LastSeen = failure.LastSeen, Count = known.Count + failure.Count, IsOver = false }
                : failure));
    }

    static bool IsSame(FailedClient one, FailedClient other) => (one.Address, one.Reason) == (other.Address, other.Reason);

    static DateTimeOffset? Through(string address, Traffic traffic) =>
        traffic.Clients.Where(client => client.Address == address).Select(client => (DateTimeOffset?)client.LastSeen).Max();
}
