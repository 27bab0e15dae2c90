namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>Where lines begin, and how they end.</summary>
internal static class FileText
{
    /// <summary>The line end that most lines have; "\n" for a text of one line.</summary>
    public static string NewLine(string text)
    {
        var all = text.Count(character => character == '\n');
        var withReturn = text.Zip(text.Skip(1)).Count(pair => pair is ('\r', '\n'));
        return withReturn * 2 > all ? "\r\n" : "\n";
    }

    /// <summary>Where the line that holds the offset begins.</summary>
    public static int LineStart(string text, int offset) => offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;

    /// <summary>Where the line after the one that holds the offset begins: the text's end if there is none.</summary>
    public static int NextLine(string text, int offset)
    {
        var end = text.IndexOf('\n', offset);
        return end < 0 ? text.Length : end + 1;
    }

    /// <summary>The blanks before the first other character of the line that holds the offset.</summary>
    public static string Indentation(string text, int offset)
    {
        var start = LineStart(text, offset);
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..end];
    }
}
