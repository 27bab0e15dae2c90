using System.Globalization;
using System.Text;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>Values in TOML 1.0, the only version that every influxd reads.</summary>
internal static class Literal
{
    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>A basic string.</summary>
    public static string Of(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => literal.Append('\\').Append(character),
                < ' ' or '\u007F' => literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => literal.Append(character),
            };
        }

        return literal.Append('"').ToString();
    }
}
