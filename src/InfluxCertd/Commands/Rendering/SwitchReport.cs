using System.Collections.Immutable;
using System.Text.Json.Serialization;
using InfluxCertd.Clients;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Commands.Rendering;

/// <summary>What became of the clients that spoke plain HTTP before the switch, or were to take a new certificate since.</summary>
/// <param name="Untold">Why nobody can tell who is back; null where InfluxDB's log shows it.</param>
sealed record SwitchReport(DateTimeOffset SwitchedAt, ImmutableArray<ReturnReport> SeenBefore, ImmutableArray<FailureReport> Failing, string? Untold)
{
    public static SwitchReport Of(SwitchRecord record, ObservedState observed) => new(
        record.SwitchedAt,
        [.. record.Clients.Select(client => ReturnReport.Of(client, observed.Now))],
        [.. record.Failures.Where(failure => !failure.IsOver).Select(failure => new FailureReport(failure.Address, failure.Reason, failure.Since, failure.LastSeen, failure.Count, failure.Meaning))],
        ClientNews.Obstacle(observed, record, observed.Now));

    public IEnumerable<string> Render()
    {
        (string Who, string What)[] rows =
        [
            .. SeenBefore.Select(client => (client.Name, client.Render(Untold))),
            .. Failing.Select(failure => (SeenClient.NameOf(failure.Address, userAgent: ""), $"{failure.Meaning}: TLS handshakes fail since {UtcText.Minute(failure.Since)}, last {UtcText.Minute(failure.LastSeen)} ({failure.Reason})")),
        ];
        var width = rows.Select(row => row.Who.Length).DefaultIfEmpty().Max();
        return rows.Select(row => $"{row.Who.PadRight(width)}  {row.What}");
    }
}

/// <param name="Address">Empty for a program of this host that has not been seen yet.</param>
/// <param name="Program">The program of this host that was converted; null for a client that a person changes.</param>
/// <param name="State"><c>back</c>, <c>awaited</c>, or <c>missing</c>.</param>
/// <param name="ReturnedAt">Null for one that has not been seen since.</param>
/// <param name="AnsweredWith">The HTTP status with which InfluxDB turns it down over HTTPS, if it does.</param>
sealed record ReturnReport(
    string Address, string UserAgent, DateTimeOffset LastSeenBefore, DateTimeOffset? ReturnedAt, string? Program, string State, DateTimeOffset Since, bool Writes, int? AnsweredWith)
{
    public static ReturnReport Of(ClientReturn client, DateTimeOffset now) => new(
        (client.Back ?? client.Client).Address, (client.Back ?? client.Client).UserAgent, client.Client.LastSeen, client.Returned, client.Program,
        client.Returned is not null ? "back" : client.IsMissing(now) ? "missing" : "awaited",
        client.Since, client.Writes, client.TurnedDown);

    public string Name => Address.Length > 0 ? SeenClient.NameOf(Address, UserAgent) : Program!;

    /// <param name="untold">Why nobody can tell whether it is back; null where the log shows it.</param>
    public string Render(string? untold) => this switch
    {
        { ReturnedAt: { } at } => $"{(Writes ? "points arrive" : "back")} over HTTPS, seen {UtcText.Minute(at)}",
        _ when untold is not null => $"can't be told whether it is back, as {untold}",
        { AnsweredWith: { } status } => $"connects over HTTPS, and InfluxDB answers {status}",
        { Program: not null, State: "awaited" } => $"awaited over HTTPS since {UtcText.Minute(Since)}",
        { Program: { } program } => $"missing since {UtcText.Minute(Since)}: see journalctl -u {ClientProgram.Find(program).Unit}",
        _ => $"not back: last seen {UtcText.Minute(LastSeenBefore)}, in plain HTTP",
    };
}

sealed record FailureReport(string Address, string Reason, DateTimeOffset Since, DateTimeOffset LastSeen, int Count, [property: JsonIgnore] string Meaning);
