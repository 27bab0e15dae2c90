using System.Globalization;
using System.Text.RegularExpressions;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Linux;

namespace InfluxCertd.Clients;

/// <summary>Reads from the journal who talked to InfluxDB.</summary>
static partial class TrafficJournal
{
    /// <summary>Enough to see every client that writes at all often, and a few MB at most.</summary>
    const string MostLines = "20000";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly string[] OwnAgents = ["influxcertd"];

    [GeneratedRegex(@"^(?<seconds>[0-9]+)\.(?<micros>[0-9]{6}) \S+ [^:]+: (?<message>.*)$")]
    private static partial Regex Entry { get; }

    public static async Task<Traffic> ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation)
    {
        var result = await ChildProcess.RunAsync(
            [
                "journalctl", "--no-pager", "--quiet", "--output=short-unix", "--lines=" + MostLines, "--unit=" + unit,
                "--since=@" + since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ],
            Patience, cancellation);
        return Traffic.Of(Parse(result.Output), OwnAgents);
    }

    /// <summary>Reads the lines of <c>journalctl --output=short-unix</c>.</summary>
    internal static IEnumerable<(DateTimeOffset At, string Message)> Parse(string output) => output.Split('\n')
        .Select(line => Entry.Match(line))
        .Where(match => match.Success)
        .Select(match => (
            DateTimeOffset.UnixEpoch.AddSeconds(long.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture))
                .AddMicroseconds(int.Parse(match.Groups["micros"].ValueSpan, CultureInfo.InvariantCulture)),
            match.Groups["message"].Value));
}
