namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>Adds up the messages of InfluxDB's journal, in whatever order they come.</summary>
/// <param name="isOwn">Whether a request is our own: a verification is no client.</param>
public sealed class TrafficTally(Predicate<RequestLine> isOwn)
{
    readonly Dictionary<(string, string, string?, string?), SeenClient> _clients = [];
    readonly Dictionary<(string, string), FailedClient> _failures = [];
    bool _isLogged;

    public void Add(DateTimeOffset at, string message)
    {
        if (RequestLine.TryParse(message, out var request))
        {
            _isLogged = true;
            if (!isOwn(request))
            {
                Add(request);
            }
        }
        else if (HandshakeFailure.TryParse(message, out var failure))
        {
            var known = _failures.GetValueOrDefault((failure.Address, failure.Reason)) ?? new(failure.Address, failure.Reason, at, at, 0);
            _failures[(failure.Address, failure.Reason)] = known with
            {
                Since = at < known.Since ? at : known.Since,
                LastSeen = at > known.LastSeen ? at : known.LastSeen,
                Count = known.Count + 1,
            };
        }
    }

    public Traffic Total() => new(
        [.. _clients.Values.OrderByDescending(client => client.LastSeen)], [.. _failures.Values.OrderByDescending(failure => failure.LastSeen)], _isLogged);

    void Add(RequestLine request)
    {
        var key = (request.Address, request.UserAgent, request.User, request.Database);
        var seen = new SeenClient(request.Address, request.UserAgent, request.User, request.Database, request.At)
        {
            Answer = request.Status,
            LastWritten = request.IsAcceptedWrite ? request.At : null,
        };
        if (_clients.TryGetValue(key, out var known))
        {
            var latest = known.LastSeen > seen.LastSeen ? known : seen;
            seen = latest with { LastWritten = Latest(known.LastWritten, seen.LastWritten) };
        }

        _clients[key] = seen;
    }

    static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;
}
