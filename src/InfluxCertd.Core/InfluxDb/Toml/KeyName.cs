using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>Names of keys and tables as influxd compares them: in any letter case.</summary>
internal static class KeyName
{
    /// <summary>Go's strings.EqualFold, which matches a setting's name with the file's key.</summary>
    public static bool Same(string left, string right) =>
        string.Equals(Folded(left), Folded(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>The decoded parts of a dotted key: http."https-enabled" has two.</summary>
    public static IReadOnlyList<string> Parts(KeySyntax? key) =>
        key is null ? [] : [Part(key.Key), .. key.DotKeys.Select(dotted => Part(dotted.Key))];

    static string Part(BareKeyOrStringValueSyntax? part) => part switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    // The two letters beyond ASCII that Go folds into it, and .NET does not.
    static string Folded(string name) => name.Replace('\u017F', 's').Replace('\u212A', 'k');
}
