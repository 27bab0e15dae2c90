using System.Diagnostics.CodeAnalysis;

namespace InfluxCertd.Core.Configuration;

/// <summary>File modes in octal, as chmod(1) reads them: "0600".</summary>
public static class FileModeText
{
    /// <summary>Reads three or four octal digits.</summary>
    public static bool TryParse(string text, out UnixFileMode mode, [NotNullWhen(false)] out string? why)
    {
        mode = UnixFileMode.None;
        if (text.Length is not (3 or 4) || text.Any(digit => digit is < '0' or > '7'))
        {
            why = "a mode is three or four octal digits, such as \"0640\"";
            return false;
        }

        mode = (UnixFileMode)text.Aggregate(0, (bits, digit) => (bits * 8) + (digit - '0'));
        why = null;
        return true;
    }

    /// <summary>Four octal digits.</summary>
    public static string Format(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
