using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>One line of influxd's HTTP request log, in the Combined Log Format (influxdb 1.x, services/httpd/response_logger.go).</summary>
/// <param name="Address">Of the client; behind a proxy the first of those that it forwarded for.</param>
/// <param name="User">Null where there is none.</param>
/// <param name="Database">The db parameter, null where there is none.</param>
public sealed partial record RequestLine(
    string Address, string? User, DateTimeOffset At, string Method, string Path, string? Database, int Status, string UserAgent)
{
    // Before 1.1 the request, the referrer and the user agent stood without quotes.
    [GeneratedRegex("""
        ^(\[httpd\]\ )?(?<address>[0-9A-Fa-f.:,%\w-]+(,\ ?[0-9A-Fa-f.:]+)*)\ -\ (?<user>\S+)\ \[(?<at>[^\]]+)\]
        \ (?<quote>"?)(?<method>[A-Z]+)\ (?<target>\S+)\ HTTP/[0-9.]+\k<quote>
        \ (?<status>[0-9]{3})\ [0-9]+\ ("[^"]*"|\S+)\ (?<agent>"[^"]*"|.*)
        \ [0-9a-f]{8}-[0-9a-f-]{27}\ \S+$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape { get; }

    /// <summary>Whether points were written: by /write, /api/v2/write, or Prometheus' /api/v1/prom/write.</summary>
    public bool IsAcceptedWrite => Method == "POST" && Status / 100 == 2 && Path.EndsWith("/write", StringComparison.Ordinal);

    /// <summary>Reads a message of the journal; every other message is not one.</summary>
    public static bool TryParse(string message, [NotNullWhen(true)] out RequestLine? line)
    {
        line = null;
        if (Shape.Match(message) is not { Success: true } match
            || !DateTimeOffset.TryParseExact(
                match.Groups["at"].Value, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return false;
        }

        var target = match.Groups["target"].Value.Split('?', 2);
        line = new(
            match.Groups["address"].Value.Split(',')[0],
            match.Groups["user"].Value is var user and not "-" ? user : Parameter(target, "u"),
            at,
            match.Groups["method"].Value,
            target[0],
            Parameter(target, "db"),
            int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture),
            match.Groups["agent"].Value.Trim('"') is var agent and not "-" ? agent : "");
        return true;
    }

    static string? Parameter(string[] target, string name) => target.Length < 2 ? null : target[1].Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..].Replace('+', ' ')))
        .FirstOrDefault(value => value.Length > 0);
}
