using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace InfluxCertd.Hosting;

/// <summary>What systemd is told beside READY and STOPPING, which the host's lifetime sends (sd_notify(3)). Off systemd it says nothing.</summary>
sealed class ServiceNotifier(ISystemdNotifier notifier)
{
    public void Status(string sentence) => Send("STATUS=" + sentence.ReplaceLineEndings(" "));

    public void Ready() => Send("READY=1");

    /// <summary>Stopwatch's clock is CLOCK_MONOTONIC, which a reload has to name the time of.</summary>
    public void Reloading() => Send(string.Create(CultureInfo.InvariantCulture,
        $"RELOADING=1\nMONOTONIC_USEC={(long)(Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency)}"));

    /// <summary>Work goes on although the service is to stop: systemd grants this much more from now on.</summary>
    public void Extend(TimeSpan by) => Send(string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={(long)by.TotalMicroseconds}"));

    public void Watchdog() => Send("WATCHDOG=1");

    void Send(string state)
    {
        if (notifier.IsEnabled)
        {
            notifier.Notify(new ServiceState(state));
        }
    }
}
