using InfluxCertd.Configuration.Values;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace InfluxCertd.Configuration;

/// <summary>
/// Reads one file's text: which known key stands where, with what value. A key may be written in a [section], dotted,
/// or in an inline table; it is the same key.
/// </summary>
internal sealed class ConfigFragmentParser
{
    readonly string _path;
    readonly List<ConfigEntry> _entries = [];
    readonly List<ConfigProblem> _problems = [];
    readonly Dictionary<string, int> _linesOfSections = [];

    ConfigFragmentParser(string path) => _path = path;

    public static ConfigFragment Parse(string path, string text)
    {
        // What follows the first syntax error is mostly its echo.
        var document = SyntaxParser.Parse(text, path, validate: false);
        if (document.HasErrors)
        {
            return new([], [TomlSyntaxProblem.Describe(path, text, document.Diagnostics.First(d => d.Kind == DiagnosticMessageKind.Error))]);
        }

        var parser = new ConfigFragmentParser(path);
        parser.Read(document);
        if (parser._problems.Count == 0 && SyntaxParser.Parse(text, path).Diagnostics.FirstOrDefault() is { } diagnostic)
        {
            parser._problems.Add(TomlSyntaxProblem.Describe(path, text, diagnostic));
        }

        return new([.. parser._entries], [.. parser._problems]);
    }

    void Read(DocumentSyntax document)
    {
        foreach (var pair in document.KeyValues)
        {
            ReadTopLevel(pair);
        }

        foreach (var table in document.Tables)
        {
            if (SectionOf(table) is { } section)
            {
                ReadItems(section, table.Items);
            }
        }
    }

    void ReadTopLevel(KeyValueSyntax pair)
    {
        var parts = TomlText.PartsOf(pair.Key!);
        if (!SettingKeys.Sections.Contains(parts[0]))
        {
            Complain(pair.Key!, parts.Length == 1 && pair.Value is not InlineTableSyntax
                ? UnknownKeys.OutsideSections(parts[0])
                : UnknownKeys.Section(parts[0]));
        }
        else if (parts.Length > 1)
        {
            ReadPair(parts[0], string.Join('.', parts[1..]), pair);
        }
        else if (pair.Value is InlineTableSyntax table)
        {
            ReadItems(parts[0], table.Items.Select(item => item.KeyValue!));
        }
        else
        {
            Complain(pair.Key!, $"\"{parts[0]}\" is a section; write [{parts[0]}] and its keys below it");
        }
    }

    string? SectionOf(TableSyntaxBase table)
    {
        var name = string.Join('.', TomlText.PartsOf(table.Name!));
        if (!SettingKeys.Sections.Contains(name))
        {
            Complain(table.Name!, UnknownKeys.Section(name));
            return null;
        }

        if (table is TableArraySyntax)
        {
            Complain(table.Name!, $"[[{name}]] is a list of sections; write [{name}]");
        }
        else if (!_linesOfSections.TryAdd(name, LineOf(table.Name!)))
        {
            Complain(table.Name!, $"[{name}] stands twice, first on line {_linesOfSections[name]}; put its keys together");
        }

        return name;
    }

    void ReadItems(string section, IEnumerable<KeyValueSyntax> items)
    {
        foreach (var pair in items)
        {
            ReadPair(section, string.Join('.', TomlText.PartsOf(pair.Key!)), pair);
        }
    }

    void ReadPair(string section, string name, KeyValueSyntax pair)
    {
        if (SettingKeys.Find(section, name) is not { } key)
        {
            Complain(pair.Key!, UnknownKeys.Key(section, name));
        }
        else if (_entries.Find(entry => entry.Key.Slot == key.Slot) is { } earlier)
        {
            Complain(pair.Key!, earlier.Key == key
                ? $"\"{name}\" stands twice, first on line {earlier.Line}; keep one"
                : $"\"{name}\" and \"{earlier.Key.Name}\" on line {earlier.Line} say the same thing; keep one");
        }
        else
        {
            var start = pair.Key!.Span.Start;
            _entries.Add(new(key, pair.Value!, _path, start.Line + 1, start.Column + 1));
        }
    }

    void Complain(KeySyntax at, string sentence) =>
        _problems.Add(new(_path, LineOf(at), at.Span.Start.Column + 1, sentence));

    static int LineOf(KeySyntax key) => key.Span.Start.Line + 1;
}
