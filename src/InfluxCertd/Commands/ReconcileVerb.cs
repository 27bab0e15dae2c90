using System.CommandLine;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Hosting;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Commands;

/// <summary>What the verbs that change the host share: take the lock, reconcile, tell the daemon, report.</summary>
static class ReconcileVerb
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>A look of the daemon takes a fraction of a second: nobody need be turned away for that.</summary>
    public static readonly TimeSpan Politeness = TimeSpan.FromSeconds(2);

    public static Option<bool> WaitOption() => new("--wait")
    {
        Description = $"When another influxcertd is at work, wait for it up to {Patience.TotalMinutes:F0} minutes instead of failing",
    };

    /// <summary>For a verb that wants HTTPS on: whoever calls it takes back an earlier <c>disable</c>, and agrees to the switch.</summary>
    public static Task<int> RunAsync(Session session, bool wait, CancellationToken cancellation) =>
        RunAsync(session, wait, Enable, cancellation);

    /// <param name="prepare">Called once the lock is held; gives what is desired, or why the verb can't be carried out.</param>
    public static async Task<int> RunAsync(
        Session session, bool wait, Func<Session, Composition, Preparation> prepare, CancellationToken cancellation)
    {
        using var processLock = await ProcessLock.AcquireAsync(session.Paths.Lock, wait ? Patience : Politeness, cancellation);
        var program = session.Compose(LogSetup.ForCommand(session.Desired.Settings.Daemon.Level));
        var prepared = prepare(session, program);
        if (prepared.Problem is { } problem)
        {
            return await Verb.FailAsync(problem);
        }

        var result = await program.Reconciler.ReconcileAsync(prepared.Desired, progress: _ => { }, cancellation);
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

    public static Preparation Enable(Session session, Composition program)
    {
        var recorded = program.Recorded.Read();
        DateTimeOffset? confirmed = session.Desired.Settings.Clients.FirstApply == FirstApply.Confirm ? TimeProvider.System.GetUtcNow() : null;
        program.Recorded.Write(recorded with { Disabled = null, Confirmed = recorded.Confirmed ?? confirmed });
        return new Preparation(session.Desired);
    }
}

/// <param name="Problem">One sentence when the verb can't be carried out.</param>
sealed record Preparation(DesiredState Desired, string? Problem = null);
