using System.Runtime.InteropServices;
using InfluxCertd.Logging;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace InfluxCertd.Hosting;

/// <summary>SIGHUP, and so <c>systemctl reload</c>: read the configuration again and look at once.</summary>
sealed class ReloadOnHangup(
    CurrentConfiguration configuration, ISchedulerFactory schedulers, ServiceNotifier notifier, EventLog log, TimeProvider time) : IHostedService
{
    PosixSignalRegistration? _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            // Otherwise the runtime goes on to the signal's default: to end the process.
            signal.Cancel = true;
            _ = ReloadAsync();
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _registration?.Dispose();
        return Task.CompletedTask;
    }

    async Task ReloadAsync()
    {
        try
        {
            notifier.Reloading();
            configuration.Reload();
            var scheduler = await schedulers.GetScheduler();
            await ReconcileSchedule.LookAgainAsync(scheduler, ReconcileSchedule.Hangup, time.GetUtcNow(), CancellationToken.None);
        }
        catch (SchedulerException failure)
        {
            log.Write(EventKind.LookFailed, $"The look that SIGHUP asked for could not be scheduled: {failure.Message}");
        }
        finally
        {
            notifier.Ready();
        }
    }
}
