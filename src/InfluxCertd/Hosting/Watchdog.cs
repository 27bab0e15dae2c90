using System.Globalization;
using InfluxCertd.Logging;
using Microsoft.Extensions.Hosting;

namespace InfluxCertd.Hosting;

/// <summary>
/// Feeds systemd's watchdog as long as work under way keeps to its budget: a timer that always feeds proves
/// only that timers work.
/// </summary>
sealed class Watchdog(ServiceNotifier notifier, Heartbeat heartbeat, EventLog log, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Interval() is not { } interval)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, time);
        do
        {
            if (!heartbeat.IsAlive)
            {
                log.Write(EventKind.WatchdogSilent, "A look takes far longer than it may; systemd's watchdog will restart the daemon");
                return;
            }

            notifier.Watchdog();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Half of WATCHDOG_USEC (sd_watchdog_enabled(3)); null when systemd does not watch this process.</summary>
    static TimeSpan? Interval() =>
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds)
        && Environment.GetEnvironmentVariable("WATCHDOG_PID") is var pid
        && (pid is null || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(microseconds) / 2
            : null;
}
