using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Asks influxd on disk for its version; only where no running one has told it.</summary>
static class InfluxDbProgram
{
    const string Program = "influxd";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null when it is not installed or does not say.</summary>
    public static async Task<InfluxDbVersion?> VersionAsync(InfluxDbUnit unit, CancellationToken cancellation)
    {
        if (unit.Activity is UnitActivity.NotFound or UnitActivity.Offline)
        {
            return null;
        }

        var result = await ChildProcess.RunAsync([Program, "version"], Patience, cancellation);
        return result is { ExitCode: 0 } && InfluxDbVersion.TryParse(result.Output, out var version) ? version : null;
    }
}
