using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>Who talked to InfluxDB and who tried to, told from its log.</summary>
public sealed record Traffic(ImmutableArray<SeenClient> Clients, ImmutableArray<FailedClient> Failures)
{
    public static Traffic None { get; } = new([], []);

    /// <param name="messages">Of the journal, each with its moment, oldest first.</param>
    /// <param name="ownAgents">The beginnings of user agents that are our own: a verification is no client.</param>
    public static Traffic Of(IEnumerable<(DateTimeOffset At, string Message)> messages, IReadOnlyCollection<string> ownAgents)
    {
        var clients = new Dictionary<(string, string, string?, string?), SeenClient>();
        var failures = new Dictionary<(string, string), FailedClient>();
        foreach (var (at, message) in messages)
        {
            if (RequestLine.TryParse(message, out var request))
            {
                if (!ownAgents.Any(agent => request.UserAgent.StartsWith(agent, StringComparison.Ordinal)))
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
public sealed record FailedClient(string Address, string Reason, DateTimeOffset Since, DateTimeOffset LastSeen, int Count);
