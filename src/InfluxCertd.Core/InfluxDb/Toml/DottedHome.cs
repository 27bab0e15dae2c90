using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>Dotted keys at the top level, all with the same spelling of http: http.https-enabled = true.</summary>
internal sealed class DottedHome(IReadOnlyList<KeyValueSyntax> items) : HttpHome(items)
{
    protected override int PrefixParts => 1;

    public override Splice Insert(string text, string name, string literal)
    {
        var last = Items[^1];
        var http = last.Key!.Key!.Span;
        var spelling = text[http.Start.Offset..(http.End.Offset + 1)].TrimEnd();
        return Splice.LineAfter(
            text,
            last.Value!.Span.End.Offset,
            $"{FileText.Indentation(text, last.Span.Start.Offset)}{spelling}.{name} = {literal}");
    }
}
