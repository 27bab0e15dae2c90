using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>An influxdb.conf that is valid TOML: its text, and the tree that tells where in it everything stands.</summary>
internal sealed class ConfigDocument
{
    const char ByteOrderMark = '\uFEFF';

    readonly bool _hasByteOrderMark;

    ConfigDocument(string text, bool hasByteOrderMark)
    {
        Text = text;
        _hasByteOrderMark = hasByteOrderMark;
        Syntax = SyntaxParser.Parse(text, "influxdb.conf");
        if (Syntax.Diagnostics.Where(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error)
                .MinBy(diagnostic => diagnostic.Span.Start.Offset) is { } first)
        {
            throw SyntaxFault.From(first);
        }

        Http = HttpHome.Find(Syntax);
    }

    /// <summary>The text that the tree's offsets count in: without a byte order mark, which the parser drops.</summary>
    public string Text { get; }

    public DocumentSyntax Syntax { get; }

    /// <summary>The place of the settings of [http].</summary>
    public HttpHome Http { get; }

    /// <summary>The whole text, byte order mark included.</summary>
    public string FullText => _hasByteOrderMark ? ByteOrderMark + Text : Text;

    /// <summary>Reads a file's text, or throws a <see cref="ConfigFaultException"/>.</summary>
    public static ConfigDocument Parse(string text)
    {
        var marked = text.StartsWith(ByteOrderMark);
        var content = marked ? text[1..] : text;
        return content.StartsWith(ByteOrderMark)
            ? throw new ConfigFaultException(1, 1, "the file begins with two byte order marks, which influxd refuses: keep one, or none")
            : new(content, marked);
    }

    public ConfigDocument With(Splice splice) => new(splice.ApplyTo(Text), _hasByteOrderMark);
}
