using System.Text.Json.Serialization;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>A client that is to come back over HTTPS.</summary>
/// <param name="Client">As it was last seen before; without an address where it was not seen.</param>
/// <param name="Since">From when on it is waited for.</param>
public sealed record ClientReturn(SeenClient Client, DateTimeOffset Since)
{
    /// <summary>Clients retry within minutes; after that, one that has not come back is missing.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>The program of this host whose configuration names InfluxDB over HTTPS; null for a client that a person has to change.</summary>
    public string? Program { get; init; }

    /// <summary>Whether its points have to be accepted, and not just a request answered.</summary>
    public bool Writes { get; init; }

    /// <summary>As it was first seen back; null for not yet.</summary>
    public SeenClient? Back { get; init; }

    [JsonIgnore]
    public DateTimeOffset? Returned => Writes ? Back?.LastWritten : Back?.LastSeen;

    /// <summary>The HTTP status with which InfluxDB turns it down over HTTPS.</summary>
    public int? TurnedDown { get; init; }

    /// <summary>Whether it was told that it is missing, or that nobody can tell.</summary>
    public bool IsTold { get; init; }

    public bool IsMissing(DateTimeOffset now) => Returned is null && now - Since >= Grace;

    /// <summary>With what the log has shown since.</summary>
    internal ClientReturn With(IEnumerable<SeenClient> seen, Func<string, bool> isThisHost)
    {
        var sightings = Returned is not null ? [] : seen.Where(other => other.LastSeen > Since && IsMet(other, isThisHost)).ToList();
        return sightings.Where(other => !Writes || other.LastWritten > Since).MaxBy(other => other.LastSeen) is { } back
            ? this with { Back = back, TurnedDown = null }
            : this with { TurnedDown = sightings.MaxBy(other => other.LastSeen) is { Answer: >= 400 and var answer } ? answer : TurnedDown };
    }

    bool IsMet(SeenClient other, Func<string, bool> isThisHost) => Program is null
        ? other.IsSameAs(Client)
        : ClientProgramName.Of(other.UserAgent) == Program && isThisHost(other.Address);
}
