using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>One change of a text: everything before and behind it stays what it was.</summary>
internal readonly record struct Splice(int Start, int Length, string Replacement)
{
    public string ApplyTo(string text) => string.Concat(text.AsSpan(0, Start), Replacement, text.AsSpan(Start + Length));

    /// <summary>All of several, none of which overlap; of insertions at one place the first comes first.</summary>
    public static string ApplyAll(string text, IEnumerable<Splice> splices) => splices
        .Index().OrderByDescending(entry => entry.Item.Start).ThenByDescending(entry => entry.Index)
        .Aggregate(text, (edited, entry) => entry.Item.ApplyTo(edited));

    /// <summary>Another literal in a value's place.</summary>
    public static Splice Replace(ValueSyntax value, string literal)
    {
        var start = value.Span.Start.Offset;
        return new(start, value.Span.End.Offset + 1 - start, literal);
    }

    /// <summary>A new line directly after the one that holds the offset, ended as that one is ended, or not ended.</summary>
    public static Splice LineAfter(string text, int offset, string line)
    {
        var end = text.IndexOf('\n', offset);
        return end < 0
            ? new(text.Length, 0, FileText.NewLine(text) + line)
            : new(end + 1, 0, line + (text[end - 1] == '\r' ? "\r\n" : "\n"));
    }
}
