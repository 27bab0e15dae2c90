using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb.Toml;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.Clients.Toml;

/// <summary>Reads and edits a TOML file of connections, in one program's dialect.</summary>
internal static class TomlEditor
{
    /// <param name="mask">See <see cref="ClientDocument.Parse(string, Func{string, string})"/>.</param>
    public static ClientReading Read(string text, ClientTarget target, TomlDialect dialect, Func<string, string> mask)
    {
        try
        {
            var before = ClientDocument.Parse(text, mask);
            var changes = Changes(before, target, dialect);
            var splices = changes.SelectMany(change => change.Splices).ToList();
            var inline = Inline(before, dialect);
            ImmutableArray<ClientConnection> connections = [.. changes.SelectMany(change => change.Connections).Concat(inline).OrderBy(found => found.Line)];
            if (splices.Count == 0)
            {
                return new ClientReading.Readable(connections, text);
            }

            var after = before.With(splices);
            return IsSafe(before, after, changes, Changes(after, target, dialect))
                ? new ClientReading.Readable(connections, after.FullText)
                : new ClientReading.Unreadable(1, 1, "the connections could not be converted here without a change to something else, so nothing was: convert them by hand");
        }
        catch (ConfigFaultException fault)
        {
            return new ClientReading.Unreadable(fault.Line, fault.Column, fault.Message);
        }
    }

    static List<TomlEntryChange> Changes(ClientDocument document, ClientTarget target, TomlDialect dialect) =>
        [.. Entries(document, dialect).Select(entry => TomlEntryChange.Of(document.Text, entry, target, dialect))];

    static IEnumerable<TomlEntry> Entries(ClientDocument document, TomlDialect dialect)
    {
        var tables = document.Syntax.Tables.ToList();
        foreach (var (index, table) in tables.Index())
        {
            var name = string.Join('.', KeyName.Parts(table.Name));
            if (dialect.Connections.FirstOrDefault(kind => KeyName.Same(kind.Table, name)) is { } kind)
            {
                yield return new(table, index + 1 < tables.Count ? tables[index + 1].Span.Start.Offset : null, kind);
            }
        }
    }

    // Allowed by TOML and by the programs, and written by nobody: not worth an editor.
    static IEnumerable<ClientConnection> Inline(ClientDocument document, TomlDialect dialect)
    {
        var items = document.Syntax.KeyValues.Select(item => (Name: string.Join('.', KeyName.Parts(item.Key)), Item: item))
            .Concat(document.Syntax.Tables.SelectMany(table => table.Items.Select(item =>
                (Name: $"{string.Join('.', KeyName.Parts(table.Name))}.{string.Join('.', KeyName.Parts(item.Key))}", Item: item))));
        return items
            .Where(found => found.Item.Value is InlineTableSyntax or ArraySyntax
                && dialect.Connections.Any(kind => KeyName.Same(kind.Table, found.Name) || kind.Table.StartsWith(found.Name + ".", StringComparison.OrdinalIgnoreCase)))
            .Select(found => new ClientConnection(
                found.Item.Span.Start.Line + 1, found.Item.Span.Start.Column + 1, found.Name, "", ConnectionState.NeedsPerson,
                $"written as an inline table: write a [[{found.Name}]] section instead, or change it by hand"));
    }

    // The last line of defence: what is handed out has nothing left to convert, and says nothing else anew.
    static bool IsSafe(ClientDocument before, ClientDocument after, List<TomlEntryChange> changes, List<TomlEntryChange> rest) =>
        rest.Count == changes.Count
        && rest.All(change => change.Splices.IsEmpty)
        && Others(before, changes).SequenceEqual(Others(after, [.. rest.Zip(changes, (now, then) => then with { Entry = now.Entry })]));

    static IEnumerable<string> Others(ClientDocument document, List<TomlEntryChange> changes) => document.Settings((table, name) =>
        changes.Any(change => ReferenceEquals(change.Entry.Table, table) && change.Keys.Any(key => KeyName.Same(key, name))));
}
