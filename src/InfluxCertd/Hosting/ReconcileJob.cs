using InfluxCertd.Core.Planning;
using Quartz;

namespace InfluxCertd.Hosting;

/// <summary>Quartz's part: look now, and set the alarm for the next look.</summary>
[DisallowConcurrentExecution]
sealed class ReconcileJob(ReconcileLoop loop, TimeProvider time) : IJob
{
    /// <summary>Part of the wait by which looks are spread, so that a hundred hosts do not renew in the same second.</summary>
    const double JitterShare = 0.05;

    static readonly TimeSpan LongestJitter = TimeSpan.FromMinutes(3);
    static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var trigger = context.Trigger.Key.Equals(ReconcileSchedule.Hangup) ? Trigger.Reload : Trigger.Schedule;
        var at = await loop.LookAsync(trigger, cancellationToken);
        try
        {
            await ReconcileSchedule.LookAgainAsync(context.Scheduler, ReconcileSchedule.Next, Jittered(at), cancellationToken);
            IdleMemory.Release();
        }
        catch (Exception) when (context.Scheduler.Status != SchedulerStatus.Running)
        {
            // The daemon is stopping, and this was its last look.
        }
    }

    /// <summary>Later, never earlier: a look just before a renewal is due would find nothing to do.</summary>
    DateTimeOffset Jittered(DateTimeOffset at)
    {
        var now = time.GetUtcNow();
        var wait = at - now > ShortestWait ? at - now : ShortestWait;
        var jitter = wait * JitterShare;
        return now + wait + (Random.Shared.NextDouble() * (jitter < LongestJitter ? jitter : LongestJitter));
    }
}
