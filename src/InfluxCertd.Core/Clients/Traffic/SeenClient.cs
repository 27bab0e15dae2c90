using System.Net;
using System.Text.Json.Serialization;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>A client as InfluxDB's request log shows it: who, from where, for what, and when last.</summary>
/// <param name="UserAgent">Empty where it gives none or is not known.</param>
public sealed record SeenClient(string Address, string UserAgent,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? User,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Database,
    DateTimeOffset LastSeen)
{
    /// <summary>When InfluxDB last accepted points of it; null for one that only asks, or was not let in.</summary>
    public DateTimeOffset? LastWritten { get; init; }

    /// <summary>The HTTP status of its last request; null where only its connection is known.</summary>
    public int? Answer { get; init; }

    /// <summary>Whether two sightings are of the same client, by all that does not change with an upgrade or from one request to the next.</summary>
    public bool IsSameAs(SeenClient other) =>
        (Address == other.Address || (IsLoopback(Address) && IsLoopback(other.Address)))
        && (IsConnection || other.IsConnection || Product(UserAgent) == Product(other.UserAgent));

    /// <summary>Whether it is known from its connection only.</summary>
    [JsonIgnore]
    public bool IsConnection => Answer is null;

    [JsonIgnore]
    public string Name => NameOf(Address, UserAgent);

    /// <summary>How sentences and reports call a client.</summary>
    /// <param name="userAgent">Empty where none is known.</param>
    public static string NameOf(string address, string userAgent) => userAgent.Length > 0 ? $"{userAgent} at {address}" : $"a client at {address}";

    /// <summary>Go tries ::1 and 127.0.0.1 for localhost, and takes which answers first.</summary>
    public static bool IsLoopback(string address) => IPAddress.TryParse(address, out var parsed) && IPAddress.IsLoopback(parsed);

    // RFC 9110 §10.1.5: the product's name stands before its version.
    static string Product(string userAgent) => userAgent.Split('/', ' ')[0];
}
