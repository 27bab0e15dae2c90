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
    /// <summary>Enough to see every client that writes at all often, and a few MB at most.</summary>
    const string MostLines = "20000";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Our own look at the wire, and the influx command line that verifies from this host.</summary>
    const string OwnAgent = "influxcertd";
    const string CommandLineAgent = "InfluxDBShell";

    [GeneratedRegex(@"^(?<seconds>[0-9]+)\.(?<micros>[0-9]{6}) \S+ [^:]+: (?<message>.*)$")]
    private static partial Regex Entry { get; }

    public async Task<Traffic> ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation)
    {
        var result = await ChildProcess.RunAsync(
            [
                "journalctl", "--no-pager", "--quiet", "--output=short-unix", "--lines=" + MostLines, "--unit=" + unit,
                "--since=@" + since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ],
            Patience, cancellation);
        var own = NetworkTables.Addresses();
        return Traffic.Of(Parse(result.Output), request =>
            request.UserAgent.StartsWith(OwnAgent, StringComparison.Ordinal)
            || (request.UserAgent.StartsWith(CommandLineAgent, StringComparison.Ordinal) && NetworkTables.IsLocal(request.Address, own)));
    }

    public IReadOnlyList<IPAddress> Peers(int port) => NetworkTables.Peers(port);

    /// <summary>Reads the lines of <c>journalctl --output=short-unix</c>.</summary>
    internal static IEnumerable<(DateTimeOffset At, string Message)> Parse(string output) => output.Split('\n')
        .Select(line => Entry.Match(line))
        .Where(match => match.Success)
        .Select(match => (
            DateTimeOffset.UnixEpoch.AddSeconds(long.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture))
                .AddMicroseconds(int.Parse(match.Groups["micros"].ValueSpan, CultureInfo.InvariantCulture)),
            match.Groups["message"].Value));
}
