using System.Collections.Immutable;

namespace InfluxCertd.Commands.Rendering.Snippets;

/// <summary>Every client that <c>influxcertd clients</c> knows.</summary>
static class ClientSnippets
{
    public static ImmutableArray<ClientSnippet> All { get; } = [.. ProgramSnippets.All, .. LibrarySnippets.All];

    public static ClientSnippet? Find(string name) => All.FirstOrDefault(snippet => snippet.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>All of them, with what they share.</summary>
    public static string Render(SnippetValues values)
    {
        var fingerprint = values.FingerprintSha256 is { } sha256 ? $"\nThe certificate's SHA-256 fingerprint is {sha256}." : "";
        return $"""
            InfluxDB speaks HTTPS at {values.Url}. Clients trust {values.TrustFile},
            which everybody may read; copy it to clients on other hosts: influxcertd clients --trust-anchor prints it.{fingerprint}

            """ + string.Concat(All.Select(snippet => $"\n{snippet.Name}: {snippet.Title}\n{Indented(snippet.Text(values))}"));
    }

    static string Indented(string text) => string.Concat(text.Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {line}\n"));
}
