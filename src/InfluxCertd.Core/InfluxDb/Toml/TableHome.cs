using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>The usual home: a table [http], up to the next table's header or the file's end.</summary>
internal sealed partial class TableHome(TableSyntaxBase table, int? end) : HttpHome([.. table.Items])
{
    [GeneratedRegex(@"\G[ \t]*#[# \t]*(?<name>[A-Za-z-]+)[ \t]*=")]
    private static partial Regex CommentedSetting { get; }

    // A whole section that is commented out, or the banner of the next one: what follows is not about [http].
    [GeneratedRegex(@"\G[ \t]*#[# \t]*\[{1,2}[ \t]*[\w.-]+[ \t]*\]{1,2}[ \t]*\r?(\n|$)")]
    private static partial Regex CommentedHeader { get; }

    int Header => table.CloseBracket!.Span.Start.Offset;

    public override Splice Insert(string text, string name, string literal)
    {
        var (neighbour, indentation) = (CommentedDefault(text, name), Items) switch
        {
            ({ } comment, _) => (comment, FileText.Indentation(text, comment)),
            (_, [.., var last]) => (last.Value!.Span.End.Offset, FileText.Indentation(text, last.Span.Start.Offset)),
            _ => (Header, FileText.Indentation(text, Header) + UsualIndentation),
        };
        return Splice.LineAfter(text, neighbour, $"{indentation}{name} = {literal}");
    }

    int? CommentedDefault(string text, string name)
    {
        for (var line = FileText.NextLine(text, Header); line < (end ?? text.Length); line = FileText.NextLine(text, line))
        {
            if (IsInsideValue(line))
            {
                continue;
            }

            if (CommentedHeader.IsMatch(text, line))
            {
                return null;
            }

            if (CommentedSetting.Match(text, line) is { Success: true } setting && KeyName.Same(setting.Groups["name"].Value, name))
            {
                return line;
            }
        }

        return null;
    }

    bool IsInsideValue(int line) =>
        Items.Any(item => item.Span.Start.Offset < line && line <= item.Value!.Span.End.Offset);
}
