using InfluxCertd.Core.InfluxDb.Toml;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.Clients.Toml;

/// <summary>One entry such as an [[outputs.influxdb]]: its settings, and where new ones go.</summary>
internal sealed class TomlEntry(TableSyntaxBase table, int? end, TomlConnections kind)
{
    public TomlConnections Kind => kind;

    public TableSyntaxBase Table => table;

    public string Place { get; } = table is TableArraySyntax ? $"[[{kind.Table}]]" : $"[{kind.Table}]";

    /// <summary>The strings that name URLs, in the file's order; none when the program's default holds.</summary>
    public IReadOnlyList<StringValueSyntax> Urls { get; } = [.. table.Items
        .Where(item => kind.UrlKeys.Any(key => IsNamed(item, key)))
        .SelectMany(item => item.Value switch
        {
            StringValueSyntax { Value.Length: > 0 } single => [single],
            ArraySyntax list => list.Items.Select(listed => listed.Value).OfType<StringValueSyntax>(),
            _ => [],
        })];

    /// <summary>A URL setting that is neither a string nor a list: a variable stands in its place.</summary>
    public KeyValueSyntax? OpaqueUrls { get; } = table.Items.FirstOrDefault(item =>
        kind.UrlKeys.Any(key => IsNamed(item, key)) && item.Value is not (StringValueSyntax or ArraySyntax));

    public string? Text(string key) => (Setting(key)?.Value as StringValueSyntax)?.Value is { Length: > 0 } text ? text : null;

    public bool? Flag(string key) => (Setting(key)?.Value as BooleanValueSyntax)?.Value;

    public KeyValueSyntax? Setting(string key) => table.Items.FirstOrDefault(item => IsNamed(item, key));

    /// <summary>The entry's values end where the next header begins.</summary>
    public Splice Set(string text, string key, string literal) => Setting(key)?.Value is { } value
        ? Splice.Replace(value, literal)
        : TableLines.Insert(text, table, end, table.Items.LastOrDefault(item => kind.UrlKeys.Any(name => IsNamed(item, name))), key, literal);

    /// <summary>Takes a setting out, with its line where it stands alone on it.</summary>
    public Splice Remove(string text, string key)
    {
        var setting = Setting(key)!;
        var start = FileText.LineStart(text, setting.Span.Start.Offset);
        return new(start, FileText.NextLine(text, setting.Value!.Span.End.Offset) - start, "");
    }

    public static bool IsNamed(KeyValueSyntax item, string key) => KeyName.Parts(item.Key) is [var name] && KeyName.Same(name, key);
}
