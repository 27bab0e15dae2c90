using System.Globalization;

namespace InfluxCertd.Linux;

/// <summary>The journal through journalctl(1).</summary>
sealed class UnitJournal : IUnitJournal
{
    const string MostLines = "200";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<string>> ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation)
    {
        // Not by the run's invocation: the last words of a process that is gone at once reach the journal without it.
        var result = await ChildProcess.RunAsync(
            [
                "journalctl", "--no-pager", "--quiet", "--output=cat", "--lines=" + MostLines, "--unit=" + unit,
                "--since=@" + since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ],
            Patience, cancellation);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
