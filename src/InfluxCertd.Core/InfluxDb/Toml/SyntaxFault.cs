using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>The parser's words on a file that is not valid TOML, made into one sentence with a way out.</summary>
internal static partial class SyntaxFault
{
    [GeneratedRegex(@"^The key `(?<key>[^`]*)` is already defined at \((?<line>\d+),")]
    private static partial Regex Redefinition { get; }

    [GeneratedRegex(@" \(token: `[A-Za-z]+`\)")]
    private static partial Regex TokenKind { get; }

    public static ConfigFaultException From(DiagnosticMessage diagnostic)
    {
        var start = diagnostic.Span.Start;
        return new(start.Line + 1, start.Column + 1, Sentence(diagnostic.Message));
    }

    static string Sentence(string message)
    {
        if (Redefinition.Match(message) is { Success: true } twice)
        {
            return $"{twice.Groups["key"].Value.Trim()} is defined a second time (the first is in line {twice.Groups["line"].Value}), "
                + "which TOML forbids: keep one of the two";
        }

        var words = TokenKind.Replace(message, "")
            .Replace("Unexpected token found", "found", StringComparison.Ordinal)
            .Replace("`␤`", "the end of the line", StringComparison.Ordinal)
            .Replace("␤", "the end of the line", StringComparison.Ordinal);
        return $"not valid TOML: {char.ToLowerInvariant(words[0])}{words[1..]}; correct this line";
    }
}
