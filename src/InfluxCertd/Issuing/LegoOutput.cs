using System.Text.RegularExpressions;
using InfluxCertd.Core.Text;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>Finds in lego's output what went wrong.</summary>
static partial class LegoOutput
{
    const int Longest = 600;

    /// <summary>A line that is neither "[INFO]" nor "[WARN]" nor about a domain begins the error that lego ends with.</summary>
    [GeneratedRegex(@"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?!\[)")]
    private static partial Regex Fatal { get; }

    /// <summary>How a firewall of systemd (IPAddressDeny=) or a missing capability shows in Go's words; a CA that refuses says so itself.</summary>
    [GeneratedRegex("operation not permitted|permission denied|i/o timeout|connection timed out|handshake timeout|deadline exceeded|Client.Timeout exceeded|did not end within")]
    private static partial Regex Unreachable { get; }

    public static bool MayBeConfined(string failure) => Unreachable.IsMatch(failure);

    /// <summary>lego's last error with its continuation lines, on one line.</summary>
    public static string Failure(ChildResult result)
    {
        var lines = result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var start = Array.FindLastIndex(lines, Fatal.IsMatch);
        if (result.ExitCode is null || start < 0)
        {
            return result.Message;
        }

        var text = Printable.Of(string.Join(' ', lines[start..].Select(line => Fatal.Replace(line, ""))));
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
