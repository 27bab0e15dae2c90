using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;
using InfluxCertd.Logging;

namespace InfluxCertd.Clients;

/// <summary>Something about a client that the journal has not been told yet.</summary>
sealed record ClientNews(EventKind Kind, string Message, string? Unit = null)
{
    /// <param name="known">As of the last look.</param>
    public static IEnumerable<ClientNews> Of(SwitchRecord known, SwitchRecord now, ObservedState observed, DateTimeOffset at) =>
    [
        .. now.Clients.Where(client => client.Returned is not null && !known.Clients.Any(before => before.Since == client.Since && before.Program == client.Program && before.Returned == client.Returned))
            .Select(client => new ClientNews(EventKind.ClientReturned, Back(client), UnitOf(client))),
        .. now.Failures.Where(failure => !known.Failures.Any(before => (before.Address, before.Reason, before.Since) == (failure.Address, failure.Reason, failure.Since)))
            .Select(failure => new ClientNews(EventKind.ClientRefusesCertificate, $"A client at {failure.Address} {failure.Meaning}: its TLS handshakes fail since {UtcText.Minute(failure.Since)} ({failure.Reason})")),
        .. Obstacle(observed, now, at) is { } obstacle
            ? Late(now, observed, at).Select(client => new ClientNews(EventKind.ClientsNeedAttention, $"Whether {What(client)} over HTTPS can't be told, as {obstacle}{Where(client, observed)}", UnitOf(client)))
            : Late(now, observed, at).Select(client => new ClientNews(EventKind.ClientMissing, Missing(client, now, observed), UnitOf(client))),
    ];

    /// <summary>The record once all of that has been told.</summary>
    public static SwitchRecord Told(SwitchRecord now, ObservedState observed, DateTimeOffset at)
    {
        var late = Late(now, observed, at).ToHashSet();
        return now with { Clients = [.. now.Clients.Select(client => late.Contains(client) ? client with { IsTold = true } : client)] };
    }

    /// <summary>Why nobody can tell who is back, a clause; null when the journal shows it.</summary>
    public static string? Obstacle(ObservedState observed, SwitchRecord record, DateTimeOffset at) =>
        (observed.Config as ConfigFile.Readable)?.Effective.LogObstacle
        ?? (!record.IsLogged && record.Clients.Any(client => client.IsMissing(at)) ? $"the journal of {observed.Unit.Name} shows no requests" : null);

    /// <summary>Who is to be told of as missing, or as one of whom nobody can tell: that is known at once.</summary>
    static IEnumerable<ClientReturn> Late(SwitchRecord now, ObservedState observed, DateTimeOffset at) =>
        now.Clients.Where(client => client is { Returned: null, IsTold: false }
            && (client.IsMissing(at) || (observed.Config as ConfigFile.Readable)?.Effective.LogObstacle is not null));

    static string Back(ClientReturn client) => client is { Program: { } program, Writes: true }
        ? $"{program}'s points arrive over HTTPS, from {client.Back!.Name}{(client.Back!.Database is { } database ? $" into {database}" : "")}"
        : $"{Subject(client.Back!)} has come back over HTTPS";

    // Where a sentence begins: a user agent stays as it is.
    static string Subject(SeenClient client) => client.UserAgent.Length > 0 ? client.Name : "A" + client.Name[1..];

    static string What(ClientReturn client) => client switch
    {
        { Program: { } program, Writes: true } => $"{program}'s points arrive",
        { Program: { } program } => $"{program} comes back",
        _ => $"{client.Client.Name} comes back",
    };

    static string Missing(ClientReturn client, SwitchRecord record, ObservedState observed)
    {
        var refused = client.TurnedDown is { } status ? $"; it connects over HTTPS, and InfluxDB answers {status}" : "";
        return client.Program is { } program
            ? $"{program}{(client.Writes ? "'s points have" : " has")} not arrived over HTTPS since {UtcText.Minute(client.Since)}{refused}{Handshake(record)}{Where(client, observed)}"
            : $"{Subject(client.Client)} was last seen {UtcText.Minute(client.Client.LastSeen)} in plain HTTP, and not since{refused}; influxcertd clients{Name(client)} prints what it needs";
    }

    // Which of this host's programs it is that fails, the journal does not say.
    static string Handshake(SwitchRecord record) => record.Failures.FirstOrDefault(failure => !failure.IsOver && SeenClient.IsLoopback(failure.Address)) is { } failure
        ? $"; a client at {failure.Address} {failure.Meaning} ({failure.Reason})"
        : "";

    static string Where(ClientReturn client, ObservedState observed) => client.Program is not { } program ? ""
        : observed.Clients.FirstOrDefault(found => found.Name == program && !found.Activity.IsUp()) is { } idle ? $"; {idle.Unit} {(idle.Activity == UnitActivity.Masked ? "is masked" : "does not run")}"
        : $"; see journalctl -u {ClientProgram.Find(program).Unit}";

    static string Name(ClientReturn client) => ClientProgramName.Of(client.Client.UserAgent) is { } name ? " " + name : "";

    static string? UnitOf(ClientReturn client) => client.Program is { } program ? ClientProgram.Find(program).Unit : null;
}
