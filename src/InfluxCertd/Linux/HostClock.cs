using InfluxCertd.Core.Planning;

namespace InfluxCertd.Linux;

/// <summary>What is known of the clock beside the time that it shows; a seam for tests.</summary>
interface IHostClock
{
    ClockFacts Read();
}

/// <summary>
/// Whether systemd-timesyncd runs and has not set the clock yet, as its files in /run tell (systemd-timesyncd.service(8)). The system call
/// that would know of other time daemons as well, adjtimex(2), is one that ProtectClock= takes away.
/// </summary>
sealed class HostClock(HostRoot root, DateTimeOffset earliestPlausible, TimeProvider time) : IHostClock
{
    /// <summary>Since boot. A host without a network gets its certificate all the same.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public ClockFacts Read()
    {
        var left = Patience - TimeSpan.FromMilliseconds(Environment.TickCount64);
        var isPending = root.IsHost && left > TimeSpan.Zero
            && Directory.Exists("/run/systemd/timesync") && !File.Exists("/run/systemd/timesync/synchronized");
        return new ClockFacts(earliestPlausible, isPending ? time.GetUtcNow() + left : null);
    }
}
