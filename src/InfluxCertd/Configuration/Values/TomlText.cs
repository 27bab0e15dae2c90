using System.Text;
using Tomlyn.Syntax;

namespace InfluxCertd.Configuration.Values;

/// <summary>Values and keys between TOML and text.</summary>
internal static class TomlText
{
    /// <summary>A basic string. Its escapes are those that TOML and JSON share.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                _ when char.IsControl(c) => quoted.Append($"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    public static string Quote(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quote))}]";

    /// <summary>The TOML type with its article, for "must be …, not a string".</summary>
    public static string TypeOf(ValueSyntax value) => value switch
    {
        StringValueSyntax => "a string",
        IntegerValueSyntax => "an integer",
        FloatValueSyntax => "a floating-point number",
        BooleanValueSyntax => "a boolean",
        ArraySyntax => "an array",
        InlineTableSyntax => "a table",
        _ => "a date or time",
    };

    /// <summary>The key's parts, unquoted.</summary>
    public static string[] PartsOf(KeySyntax key) =>
        [PartOf(key.Key!), .. key.DotKeys.Select(dotted => PartOf(dotted.Key!))];

    static string PartOf(BareKeyOrStringValueSyntax part) => part switch
    {
        BareKeySyntax bare => bare.Key!.Text!,
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => part.ToString(),
    };
}
