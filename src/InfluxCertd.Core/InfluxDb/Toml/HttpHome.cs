using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>
/// Where a file keeps the settings of [http]: in a table, in dotted keys, in an inline table, or nowhere yet. A new setting
/// is written in the shape that is there.
/// </summary>
internal abstract class HttpHome(IReadOnlyList<KeyValueSyntax> items)
{
    public const string Name = "http";

    /// <summary>How InfluxDB's own file indents settings below their header.</summary>
    protected const string UsualIndentation = "  ";

    /// <summary>All keys of [http], in the file's order.</summary>
    public IReadOnlyList<KeyValueSyntax> Items => items;

    /// <summary>The parts of a key of <see cref="Items"/> that stand before the setting's own name.</summary>
    protected virtual int PrefixParts => 0;

    /// <summary>The change that adds a setting the home does not have.</summary>
    public abstract Splice Insert(string text, string name, string literal);

    /// <summary>The setting's own name: the last part, for every setting that influxd knows.</summary>
    public string SettingName(KeyValueSyntax item) => string.Join('.', KeyName.Parts(item.Key).Skip(PrefixParts));

    /// <summary>The line of a setting, null if the file leaves it out.</summary>
    public KeyValueSyntax? Setting(string name)
    {
        var lines = items.Where(item => KeyName.Same(SettingName(item), name)).Take(2).ToList();
        return lines switch
        {
            [] => null,
            [var only] => only,
            [var first, var second, ..] => throw Fault(
                second,
                $"{name} is set a second time, spelled {SettingName(second)} (the first is in line {first.Span.Start.Line + 1}), "
                + "and influxd takes either of them: keep one"),
        };
    }

    /// <summary>A fault at the place where a node begins.</summary>
    public static ConfigFaultException Fault(SyntaxNode node, string message) =>
        new(node.Span.Start.Line + 1, node.Span.Start.Column + 1, message);

    /// <summary>Finds the one home, or throws a <see cref="ConfigFaultException"/>.</summary>
    public static HttpHome Find(DocumentSyntax document)
    {
        var places = Places(document).OrderBy(place => place.Node.Span.Start.Offset).ToList();
        return places switch
        {
            [] => new MissingHome(),
            [var only] => only.Home(),
            [var first, var second, ..] => throw Fault(
                second.Node,
                $"the settings of [http] continue here under another spelling (they begin in line {first.Node.Span.Start.Line + 1}), "
                + "and influxd reads the two in no fixed order: bring them together in one [http]"),
        };
    }

    static IEnumerable<(SyntaxNode Node, Func<HttpHome> Home)> Places(DocumentSyntax document)
    {
        var root = document.KeyValues.Where(item => IsHttp(item.Key)).ToList();
        foreach (var spelling in root.Where(item => KeyName.Parts(item.Key).Count > 1).GroupBy(item => KeyName.Parts(item.Key)[0]))
        {
            yield return (spelling.First(), () => new DottedHome([.. spelling]));
        }

        foreach (var item in root.Where(item => KeyName.Parts(item.Key).Count == 1))
        {
            yield return (item, () => item.Value is InlineTableSyntax inline
                ? new InlineHome(inline)
                : throw Fault(item, "http is a single value here, but influxd wants a table: write [http] and its settings below it"));
        }

        var tables = document.Tables.ToList();
        foreach (var (index, table) in tables.Index().Where(entry => KeyName.Parts(entry.Item.Name).Count == 1 && IsHttp(entry.Item.Name)))
        {
            int? end = index + 1 < tables.Count ? tables[index + 1].Span.Start.Offset : null;
            yield return (table, () => table is TableSyntax
                ? new TableHome(table, end)
                : throw Fault(table, "[[http]] is a list of tables, but influxd wants one table: write [http]"));
        }
    }

    static bool IsHttp(KeySyntax? key) => KeyName.Parts(key) is [var first, ..] && KeyName.Same(first, Name);
}
