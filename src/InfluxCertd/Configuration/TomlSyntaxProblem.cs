using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace InfluxCertd.Configuration;

/// <summary>The parser's words on a broken file, made into one sentence.</summary>
internal static partial class TomlSyntaxProblem
{
    // "`]` (token: `closebracket`)" names the same thing twice.
    [GeneratedRegex(" \\(token: `[a-z]+`\\)")]
    private static partial Regex TokenKind { get; }

    public static ConfigProblem Describe(string path, string text, DiagnosticMessage diagnostic)
    {
        var start = diagnostic.Span.Start;
        var message = TokenKind.Replace(diagnostic.Message, "")
            .Replace("Unexpected token found", "found", StringComparison.Ordinal)
            .Replace("`␤`", "the end of the line", StringComparison.Ordinal)
            .Replace('␤', ' ');
        return new(
            path, start.Line + 1, start.Column + 1,
            $"not valid TOML: {char.ToLowerInvariant(message[0])}{message[1..]}{Hint(text, start.Line)}");
    }

    // By far the most frequent slip: text or a mode without quotes.
    static string Hint(string text, int line)
    {
        var value = text.Split('\n').ElementAtOrDefault(line)?.Split('=', 2) is [_, var right] ? right.Trim() : "";
        var bare = value.Length > 1 && (char.IsAsciiLetter(value[0]) || value[0] == '/' || value[0] == '0');
        return bare ? "; text and modes stand in double quotes" : "";
    }
}
