using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>Where a person would write a new setting into a table.</summary>
internal static partial class TableLines
{
    [GeneratedRegex(@"\G[ \t]*#[# \t]*(?<name>[A-Za-z_-]+)[ \t]*=")]
    private static partial Regex CommentedSetting { get; }

    // A whole section that is commented out, or the banner of the next one: what follows is not about this table.
    [GeneratedRegex(@"\G[ \t]*#[# \t]*\[{1,2}[ \t]*[\w.-]+[ \t]*\]{1,2}[ \t]*\r?(\n|$)")]
    private static partial Regex CommentedHeader { get; }

    /// <summary>The line after the setting's commented-out default, or else after a neighbour, or else after the header.</summary>
    /// <param name="end">Where the next table begins, null for the text's end.</param>
    /// <param name="neighbour">The setting that it belongs with; null for the table's last.</param>
    /// <param name="usualIndentation">Of a first setting, below the header's own.</param>
    public static Splice Insert(
        string text, TableSyntaxBase table, int? end, KeyValueSyntax? neighbour, string name, string literal, string usualIndentation = "  ")
    {
        var header = table.CloseBracket!.Span.Start.Offset;
        var (after, indentation) = (CommentedDefault(text, table, end, name), neighbour ?? table.Items.LastOrDefault()) switch
        {
            ({ } comment, _) => (comment, FileText.Indentation(text, comment)),
            (_, { } setting) => (setting.Value!.Span.End.Offset, FileText.Indentation(text, setting.Span.Start.Offset)),
            _ => (header, FileText.Indentation(text, header) + usualIndentation),
        };
        return Splice.LineAfter(text, after, $"{indentation}{name} = {literal}");
    }

    // The last of several: Telegraf's own file shows three forms of urls, one below the other.
    static int? CommentedDefault(string text, TableSyntaxBase table, int? end, string name)
    {
        int? found = null;
        for (var line = FileText.NextLine(text, table.CloseBracket!.Span.Start.Offset); line < (end ?? text.Length); line = FileText.NextLine(text, line))
        {
            if (table.Items.Any(item => item.Span.Start.Offset < line && line <= item.Value!.Span.End.Offset))
            {
                continue;
            }

            if (CommentedHeader.IsMatch(text, line))
            {
                break;
            }

            if (CommentedSetting.Match(text, line) is { Success: true } setting && KeyName.Same(setting.Groups["name"].Value, name))
            {
                found = line;
            }
        }

        return found;
    }
}
