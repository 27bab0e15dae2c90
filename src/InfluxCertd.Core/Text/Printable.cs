using System.Text;

namespace InfluxCertd.Core.Text;

/// <summary>Text from files and certificates on one line, with nothing in it that a terminal would obey.</summary>
public static class Printable
{
    /// <summary>Control characters as escapes.</summary>
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var printable = new StringBuilder();
        foreach (var c in text)
        {
            _ = char.IsControl(c) ? printable.Append($"\\u{(int)c:X4}") : printable.Append(c);
        }

        return printable.ToString();
    }
}
