using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>Where a TOML file's settings stand, as offsets into its text. The tree only locates; nothing is ever written from it.</summary>
sealed class TomlOutline
{
    const char ByteOrderMark = '\uFEFF';

    TomlOutline(ImmutableArray<TomlTable> tables, ImmutableArray<TomlSetting> settings)
    {
        Tables = tables;
        Settings = settings;
    }

    /// <summary>Every table that has a header of its own, in order.</summary>
    public ImmutableArray<TomlTable> Tables { get; }

    /// <summary>Every setting with its full path, whatever shape the file writes it in.</summary>
    public ImmutableArray<TomlSetting> Settings { get; }

    public static TomlOutline? Read(string text, [NotNullWhen(false)] out InfluxDbConfigReading.Unreadable? problem)
    {
        // Tomlyn drops the mark, and every offset after it would be one too small.
        var mark = text.StartsWith(ByteOrderMark) ? 1 : 0;
        var document = SyntaxParser.Parse(text[mark..], sourceName: null, validate: true);
        if (document.Diagnostics.FirstOrDefault(message => message.Kind == DiagnosticMessageKind.Error) is { } error)
        {
            problem = new InfluxDbConfigReading.Unreadable(
                error.Span.Start.Line + 1, error.Span.Start.Column + 1, $"{error.Message.TrimEnd('.')}; correct the line, which influxd would not read either");
            return null;
        }

        problem = null;
        var settings = ImmutableArray.CreateBuilder<TomlSetting>();
        foreach (var keyValue in document.KeyValues)
        {
            Flatten([], keyValue, null, mark, settings);
        }

        var tables = ImmutableArray.CreateBuilder<TomlTable>();
        foreach (var table in document.Tables)
        {
            var path = PathOf(table.Name!);
            tables.Add(new TomlTable(
                path, table is TableArraySyntax, Start(table, mark), End(table.CloseBracket!, mark), table.Span.Start.Line + 1, table.Span.Start.Column + 1));
            foreach (var keyValue in table.Items)
            {
                Flatten(path, keyValue, tables[^1], mark, settings);
            }
        }

        return new TomlOutline(tables.ToImmutable(), settings.ToImmutable());
    }

    static void Flatten(
        ImmutableArray<string> prefix, KeyValueSyntax keyValue, TomlTable? table, int mark, ImmutableArray<TomlSetting>.Builder settings)
    {
        var path = prefix.AddRange(PathOf(keyValue.Key!));
        var value = keyValue.Value!;
        var start = keyValue.Span.Start;
        settings.Add(new TomlSetting(
            path, table, value, Start(keyValue, mark), Start(value, mark), End(value, mark), start.Line + 1, start.Column + 1));
        if (value is InlineTableSyntax inline)
        {
            foreach (var item in inline.Items)
            {
                Flatten(path, item.KeyValue!, table, mark, settings);
            }
        }
    }

    /// <summary>Lower case: influxd takes tables and keys in any letter case.</summary>
    static ImmutableArray<string> PathOf(KeySyntax key) =>
        [TextOf(key.Key!), .. key.DotKeys.Select(dotted => TextOf(dotted.Key!))];

    static string TextOf(BareKeyOrStringValueSyntax key) => (key switch
    {
        BareKeySyntax bare => bare.Key!.Text,
        StringValueSyntax quoted => quoted.Value,
        _ => key.ToString(),
    })!.Trim().ToLowerInvariant();

    static int Start(SyntaxNodeBase node, int mark) => node.Span.Start.Offset + mark;

    /// <summary>The offset after the node; Tomlyn's own end is the last character itself.</summary>
    static int End(SyntaxNodeBase node, int mark) => node.Span.End.Offset + 1 + mark;
}

/// <summary>A table with a header; <paramref name="HeaderEnd"/> is the offset after its closing bracket.</summary>
sealed record TomlTable(ImmutableArray<string> Path, bool IsArray, int Start, int HeaderEnd, int Line, int Column)
{
    public bool IsNamed(string name) => Path.Length == 1 && Path[0] == name;
}

/// <summary>A setting: its full path, the table that it stands in (null at the top), and where it and its value are.</summary>
sealed record TomlSetting(
    ImmutableArray<string> Path, TomlTable? Table, ValueSyntax Value, int Start, int ValueStart, int ValueEnd, int Line, int Column)
{
    public bool IsNamed(params ReadOnlySpan<string> path) => Path.AsSpan().SequenceEqual(path);
}
