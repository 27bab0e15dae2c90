using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>Who talked to InfluxDB and who tried to, told from its log.</summary>
public sealed record Traffic(ImmutableArray<SeenClient> Clients, ImmutableArray<FailedClient> Failures)
{
    public static Traffic None { get; } = new([], []);

    /// <param name="messages">Of the journal, each with its moment, oldest first.</param>
    /// <param name="isOwn">Whether a request is our own: a verification is no client.</param>
    public static Traffic Of(IEnumerable<(DateTimeOffset At, string Message)> messages, Predicate<RequestLine> isOwn)
    {
        var clients = new Dictionary<(string, string, string?, string?), SeenClient>();
        var failures = new Dictionary<(string, string), FailedClient>();
        foreach (var (at, message) in messages)
        {
            if (RequestLine.TryParse(message, out var request))
            {
                if (!isOwn(request))
                {
                    clients[(request.Address, request.UserAgent, request.User, request.Database)] =
                        new(request.Address, request.UserAgent, request.User, request.Database, request.At);
                }
            }
            else if (HandshakeFailure.TryParse(message, out var failure))
            {
                var earlier = failures.GetValueOrDefault((failure.Address, failure.Reason));
                failures[(failure.Address, failure.Reason)] = new(failure.Address, failure.Reason, earlier?.Since ?? at, at, (earlier?.Count ?? 0) + 1);
            }
        }

        return new([.. clients.Values.OrderByDescending(client => client.LastSeen)], [.. failures.Values.OrderByDescending(failure => failure.LastSeen)]);
    }
}

/// <summary>A client whose handshakes fail, for one reason.</summary>
public sealed record FailedClient(string Address, string Reason, DateTimeOffset Since, DateTimeOffset LastSeen, int Count)
{
    /// <summary>Whether it is a client that refuses the certificate or speaks plain HTTP, and no port scan or broken connection.</summary>
    [JsonIgnore]
    public bool IsClient => new HandshakeFailure(Address, Reason) is { IsRefusal: true } or { IsPlainHttp: true };
}
