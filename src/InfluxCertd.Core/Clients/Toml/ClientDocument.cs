using InfluxCertd.Core.InfluxDb.Toml;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.Clients.Toml;

/// <summary>A client's TOML file: its text, and the tree that tells where in it everything stands.</summary>
internal sealed class ClientDocument
{
    const char ByteOrderMark = '\uFEFF';

    readonly string _mark;
    readonly Func<string, string> _mask;

    ClientDocument(string text, string mark, Func<string, string> mask)
    {
        Text = text;
        _mark = mark;
        _mask = mask;
        Syntax = Parse(text);
        if (Syntax.HasErrors && mask(text) is var masked && masked != text)
        {
            Syntax = Parse(masked);
        }

        if (Syntax.Diagnostics.Where(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error)
                .MinBy(diagnostic => diagnostic.Span.Start.Offset) is { } first)
        {
            throw SyntaxFault.From(first);
        }
    }

    /// <summary>The text that the tree's offsets count in: without a byte order mark.</summary>
    public string Text { get; }

    public DocumentSyntax Syntax { get; }

    /// <summary>The whole text, byte order mark included.</summary>
    public string FullText => _mark + Text;

    /// <param name="mask">Makes TOML of what the program replaces before it parses, without moving anything.</param>
    /// <exception cref="ConfigFaultException">The text is not valid TOML.</exception>
    public static ClientDocument Parse(string text, Func<string, string> mask) =>
        text.StartsWith(ByteOrderMark) ? new(text[1..], ByteOrderMark.ToString(), mask) : new(text, "", mask);

    /// <summary>The document after all the splices, none of which may overlap.</summary>
    public ClientDocument With(IEnumerable<Splice> splices) => new(Splice.ApplyAll(Text, splices), _mark, _mask);

    /// <summary>Every setting as a line, but for those of the entries and keys that an edit is about.</summary>
    public IEnumerable<string> Settings(Func<SyntaxNode, string, bool> isEdited) =>
        Lines("", Syntax, Syntax.KeyValues, isEdited).Concat(Syntax.Tables.Index().SelectMany(entry =>
            Lines($"{entry.Index} {string.Join('.', KeyName.Parts(entry.Item.Name))} ", entry.Item, entry.Item.Items, isEdited)));

    static IEnumerable<string> Lines(string place, SyntaxNode table, IEnumerable<KeyValueSyntax> items, Func<SyntaxNode, string, bool> isEdited) =>
        items.Select(item => (Name: string.Join('.', KeyName.Parts(item.Key)), item.Value))
            .Where(item => !isEdited(table, item.Name))
            .Select(item => $"{place}{item.Name} = {item.Value}");

    static DocumentSyntax Parse(string text) => SyntaxParser.Parse(text, "configuration");
}
