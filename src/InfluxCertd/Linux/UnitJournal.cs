using System.Globalization;

namespace InfluxCertd.Linux;

/// <summary>The journal through journalctl(1).</summary>
sealed class UnitJournal : IUnitJournal
{
    const string MostLines = "200";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<string>> ReadAsync(string unit, DateTimeOffset? since, string? invocationId, CancellationToken cancellation)
    {
        var command = new List<string> { "journalctl", "--no-pager", "--quiet", "--output=cat", "--lines=" + MostLines };
        if (since is { } moment)
        {
            command.Add("--since=@" + moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        }

        // The process's own lines carry the trusted field, systemd's lines about the unit the other one.
        command.AddRange(invocationId is { Length: > 0 }
            ? [$"_SYSTEMD_INVOCATION_ID={invocationId}", "+", $"INVOCATION_ID={invocationId}"]
            : ["--unit=" + unit]);
        var result = await ChildProcess.RunAsync(command, Patience, cancellation);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
