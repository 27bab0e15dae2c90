using System.CommandLine;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Commands;

/// <summary>What <c>apply</c> and <c>renew</c> share: take the lock, reconcile, tell the daemon, report.</summary>
static class ReconcileVerb
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Option<bool> WaitOption() => new("--wait")
    {
        Description = $"When another influxcertd is at work, wait for it up to {Patience.TotalMinutes:F0} minutes instead of failing",
    };

    public static async Task<int> RunAsync(Session session, bool wait, CancellationToken cancellation)
    {
        using var processLock = wait
            ? await ProcessLock.AcquireAsync(session.Paths.Lock, Patience, cancellation)
            : ProcessLock.Acquire(session.Paths.Lock);
        var program = session.Compose(LogSetup.ForCommand(session.Desired.Settings.Daemon.Level));
        var result = await program.Reconciler.ReconcileAsync(session.Desired, progress: _ => { }, cancellation);
        if (result.Outcome is ApplyOutcome.Failed failed)
        {
            return await Verb.FailAsync(failed.RollbackFailure is null
                ? $"{failed.Message}; the previous state is back"
                : $"{failed.Message}; and the previous state could not be verified: {failed.RollbackFailure}");
        }

        if (result.Outcome is ApplyOutcome.Applied)
        {
            await program.TellDaemonAsync(cancellation);
        }

        foreach (var finding in result.After.Plan.Findings.Where(finding => finding.Severity != Severity.Info))
        {
            await Console.Error.WriteLineAsync($"influxcertd: {finding.Message}");
        }

        await Console.Out.WriteLineAsync(StatusLine.Of(result.After.Observed, result.After.Plan));
        return result.Succeeded ? ExitCode.Fine : ExitCode.Failed;
    }
}
