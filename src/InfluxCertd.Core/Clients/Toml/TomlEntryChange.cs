using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb.Toml;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.Clients.Toml;

/// <summary>What becomes of one entry.</summary>
/// <param name="Keys">The only settings that the splices may change.</param>
internal sealed record TomlEntryChange(
    TomlEntry Entry, ImmutableArray<ClientConnection> Connections, ImmutableArray<Splice> Splices, ImmutableArray<string> Keys)
{
    public static TomlEntryChange Of(string text, TomlEntry entry, ClientTarget target, TomlDialect dialect)
    {
        if (entry.OpaqueUrls is { } opaque)
        {
            var start = opaque.Span.Start;
            return new(entry, [new(start.Line + 1, start.Column + 1, entry.Place, "", ConnectionState.NeedsPerson,
                "its URLs come from a variable: if they lead to this InfluxDB, change its value to https://")], [], []);
        }

        IReadOnlyList<string> urls = entry.Urls.Count > 0 ? [.. entry.Urls.Select(url => url.Value ?? "")]
            : entry.Kind.DefaultUrl is { } byDefault ? [byDefault]
            : [];
        var caKey = dialect.CaKeys.FirstOrDefault(key => entry.Text(key) is not null);
        var decision = ConnectionPolicy.Decide(urls, Trust(entry, caKey, dialect), target);
        var splices = UrlSplices(text, entry, urls, decision)
            .Concat(TrustSplices(text, entry, caKey ?? dialect.CaKey, dialect.SkipKey, target, decision.Trust));
        return new(
            entry,
            [.. decision.Urls.Select((url, index) => Connection(entry, index, urls[index], url))],
            [.. splices],
            [.. entry.Kind.UrlKeys, .. dialect.CaKeys, dialect.CaKey, dialect.SkipKey]);
    }

    static TrustSettings Trust(TomlEntry entry, string? caKey, TomlDialect dialect) =>
        new(caKey is null ? null : entry.Text(caKey), entry.Flag(dialect.SkipKey) ?? false)
        {
            Obstacle = dialect.EnableKey is { } enable && entry.Flag(enable) is false
                ? $"{enable} = false turns TLS off here: remove it"
                : null,
        };

    static ClientConnection Connection(TomlEntry entry, int index, string url, UrlDecision decision)
    {
        SyntaxNode node = index < entry.Urls.Count ? entry.Urls[index] : entry.Table;
        return new(
            node.Span.Start.Line + 1, node.Span.Start.Column + 1, entry.Place, ConnectionUrl.WithoutSecrets(url), decision.State, decision.Reason);
    }

    static IEnumerable<Splice> UrlSplices(string text, TomlEntry entry, IReadOnlyList<string> urls, ConnectionDecision decision)
    {
        foreach (var (index, url) in decision.Urls.Index().Where(found => found.Item.NewUrl != urls[found.Index]))
        {
            yield return index < entry.Urls.Count
                ? Splice.Replace(entry.Urls[index], Requoted(text, entry.Urls[index], url.NewUrl))
                : entry.Set(text, entry.Kind.UrlKeys[0], $"[{Literal.Of(url.NewUrl)}]");
        }
    }

    // In the quotes that are there, unless they hold escapes.
    static string Requoted(string text, StringValueSyntax old, string url)
    {
        var literal = text[old.Span.Start.Offset..(old.Span.End.Offset + 1)];
        return literal.Contains(old.Value!, StringComparison.Ordinal) && !url.AsSpan().ContainsAny("\"'\\")
            ? literal.Replace(old.Value!, url, StringComparison.Ordinal)
            : Literal.Of(url);
    }

    static IEnumerable<Splice> TrustSplices(string text, TomlEntry entry, string caKey, string skipKey, ClientTarget target, TrustChange change) => change switch
    {
        TrustChange.TrustBundle => [entry.Set(text, caKey, Literal.Of(target.TrustBundle))],
        TrustChange.SkipVerification => [entry.Set(text, skipKey, Literal.Of(true))],
        TrustChange.Forget => [entry.Remove(text, caKey)],
        _ => [],
    };
}
