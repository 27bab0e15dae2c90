using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Linux;

namespace InfluxCertd.Clients;

/// <summary>Who talks to InfluxDB; a seam for tests.</summary>
interface ITrafficJournal
{
    /// <summary>What the journal of InfluxDB's unit shows since a moment.</summary>
    Task<Traffic> ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>The addresses that are connected to a port of this host now.</summary>
    IReadOnlyList<IPAddress> Peers(int port);
}

/// <inheritdoc cref="ITrafficJournal"/>
sealed partial class TrafficJournal : ITrafficJournal
{
    /// <summary>Newest first for so long: on a busy host some million entries, of which only who is who is kept.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Our own look at the wire, and the influx command line that verifies from this host.</summary>
    const string OwnAgent = "influxcertd";
    const string CommandLineAgent = "InfluxDBShell";

    [GeneratedRegex(@"^(?<seconds>[0-9]+)\.(?<micros>[0-9]{6}) \S+ [^:]+: (?<message>.*)$")]
    private static partial Regex Entry { get; }

    public async Task<Traffic> ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation)
    {
        var own = NetworkTables.Addresses();
        var tally = new TrafficTally(request =>
            request.UserAgent.StartsWith(OwnAgent, StringComparison.Ordinal)
            || (request.UserAgent.StartsWith(CommandLineAgent, StringComparison.Ordinal) && NetworkTables.IsLocal(request.Address, own)));
        await ChildProcess.ReadLinesAsync(
            [
                "journalctl", "--no-pager", "--quiet", "--output=short-unix", "--reverse", "--unit=" + unit,
                "--since=@" + since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ],
            Patience,
            line =>
            {
                if (Parse(line) is { } entry)
                {
                    tally.Add(entry.At, entry.Message);
                }
            },
            cancellation);
        return tally.Total();
    }

    public IReadOnlyList<IPAddress> Peers(int port) => NetworkTables.Peers(port);

    /// <summary>Reads a line of <c>journalctl --output=short-unix</c>.</summary>
    internal static (DateTimeOffset At, string Message)? Parse(string line) => Entry.Match(line) is { Success: true } match
        ? (DateTimeOffset.UnixEpoch.AddSeconds(long.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture))
                .AddMicroseconds(int.Parse(match.Groups["micros"].ValueSpan, CultureInfo.InvariantCulture)),
            match.Groups["message"].Value)
        : null;
}
