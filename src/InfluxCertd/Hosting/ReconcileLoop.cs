using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;
using Microsoft.Extensions.Hosting;

namespace InfluxCertd.Hosting;

/// <summary>One look of the daemon: under the process lock, with <c>STATUS=</c> and the watchdog told what goes on.</summary>
sealed class ReconcileLoop(
    Composition program, CurrentConfiguration configuration, HostPaths paths,
    ServiceNotifier notifier, Heartbeat heartbeat, SourceWatcher watcher, IHostApplicationLifetime lifetime, EventLog log, TimeProvider time)
{
    /// <summary>What everything but waiting for InfluxDB may take: systemctl, key generation, file system.</summary>
    static readonly TimeSpan WorkBudget = TimeSpan.FromMinutes(5);

    /// <summary>A command of a person is given time to finish before this look is put off.</summary>
    static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(2);

    /// <summary>A roll-back that waits for a big database is not to be cut off; each sign of progress buys this much.</summary>
    static readonly TimeSpan StopExtension = TimeSpan.FromMinutes(1);

    static readonly TimeSpan RetryAfterFault = TimeSpan.FromMinutes(1);

    /// <returns>When to look again. Never throws but on cancellation: one failure does not stop the daemon.</returns>
    public async Task<DateTimeOffset> LookAsync(Trigger trigger, CancellationToken cancellation)
    {
        using var work = heartbeat.Begin(Budget(configuration.Desired(trigger)));
        try
        {
            using var processLock = await ProcessLock.AcquireAsync(paths.Lock, LockPatience, cancellation);

            // Not before: who held the lock may have carried out a newer configuration, and told us of it.
            var desired = configuration.Desired(trigger);
            var result = await program.Reconciler.ReconcileAsync(desired, Progress, cancellation);
            notifier.Status(StatusLine.Of(result.After.Observed, result.After.Plan));
            watcher.Watch(program.Issuers.Candidates.Look(desired.Certificate, result.After.Observed.Host, result.After.Observed.Certificate.Leaf)?.Folders ?? []);
            return result.NextLook;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.Write(EventKind.LookFailed, $"This look failed and is repeated in {RetryAfterFault.TotalSeconds:F0} s: {FailureText.Of(fault)}",
                new EventFields { Error = fault.GetType().Name });
            notifier.Status($"The last look failed: {FailureText.Of(fault)}");
            return time.GetUtcNow() + RetryAfterFault;
        }
    }

    /// <summary>Twice InfluxDB's start, as a roll-back waits for it as well; and lego may be asked for advice before it is to issue.</summary>
    static TimeSpan Budget(DesiredState desired) =>
        WorkBudget + (2 * desired.Settings.InfluxDb.StartTimeout)
        + (desired.Certificate.Source == CertificateSource.Acme ? 2 * LegoCommand.Patience : TimeSpan.Zero);

    void Progress(string doing)
    {
        notifier.Status(Sentence.Of(doing));
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            notifier.Extend(StopExtension);
        }
    }
}
