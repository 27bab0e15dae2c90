using System.Text.Json.Serialization;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>A client as InfluxDB's request log shows it: who, from where, for what, and when last.</summary>
/// <param name="UserAgent">Empty where it gives none, or is known from its connection only.</param>
public sealed record SeenClient(string Address, string UserAgent,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? User,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Database,
    DateTimeOffset LastSeen)
{
    /// <summary>Whether two sightings are of the same client, by all that does not change from one request to the next.</summary>
    public bool IsSameAs(SeenClient other) => Address == other.Address && (UserAgent == other.UserAgent || UserAgent.Length == 0 || other.UserAgent.Length == 0);
}
