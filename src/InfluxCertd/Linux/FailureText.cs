using System.Text.RegularExpressions;

namespace InfluxCertd.Linux;

/// <summary>The library's words on a failed system call, as a clause that names the file first and ends without a full stop.</summary>
static partial class FailureText
{
    [GeneratedRegex(@"^(?<reason>[^:]+) : '(?<path>.+)'$")]
    private static partial Regex ReasonThenPath { get; }

    [GeneratedRegex(@"^Access to the path '(?<path>.+)' is denied\.$")]
    private static partial Regex Denied { get; }

    [GeneratedRegex(@"^Could not find (file|a part of the path) '(?<path>.+)'\.$")]
    private static partial Regex NotFound { get; }

    public static string Of(Exception failure) => failure.Message switch
    {
        var text when ReasonThenPath.Match(text) is { Success: true } match => $"{match.Groups["path"]}: {Lowered(match.Groups["reason"].Value)}",
        var text when Denied.Match(text) is { Success: true } match => $"{match.Groups["path"]}: permission denied",
        var text when NotFound.Match(text) is { Success: true } match => $"{match.Groups["path"]}: no such file or directory",
        var text => text.TrimEnd('.'),
    };

    static string Lowered(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
