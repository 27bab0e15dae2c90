using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Yaml;

/// <summary>One entry with connections to InfluxDB.</summary>
/// <param name="Place">What the program's documentation calls it, with its name.</param>
internal sealed record YamlEntry(string Place, YamlMapping Node, ImmutableArray<YamlUrl> Urls, TrustSettings Trust)
{
    /// <summary>The key that holds the scheme of all the URLs, where they have none of their own.</summary>
    public string? SchemeKey { get; init; }

    /// <summary>The key after which new settings go.</summary>
    public required string Neighbour { get; init; }
}

/// <summary>A URL, and the text that it stands in.</summary>
internal sealed record YamlUrl(string Url, YamlScalar At);
