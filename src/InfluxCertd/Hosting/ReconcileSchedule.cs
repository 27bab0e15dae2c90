using Quartz;

namespace InfluxCertd.Hosting;

/// <summary>
/// The schedule: one job, a heartbeat, one alarm that each look sets anew, and those that SIGHUP and a changed source set. Nothing is stored, as all
/// of it follows from what is observed.
/// </summary>
static class ReconcileSchedule
{
    public static readonly TriggerKey Next = new("next-look");
    public static readonly TriggerKey Hangup = new("hangup");

    public static readonly TriggerKey SourceChanged = new("source-changed");

    static readonly JobKey Job = new("reconcile");

    /// <summary>Should an alarm ever be lost, this one is not.</summary>
    static readonly TimeSpan HeartbeatInterval = TimeSpan.FromHours(1);

    public static void AddReconciliation(this IQuartzBuilder quartz)
    {
        quartz.AddJob<ReconcileJob>(job => job.WithIdentity(Job).StoreDurably());
        quartz.AddTrigger(trigger => trigger.WithIdentity("heartbeat").ForJob(Job).StartNow()
            .WithSimpleSchedule(schedule => schedule
                .WithInterval(HeartbeatInterval).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)));
    }

    /// <summary>Sets an alarm, replacing the one of the same name. It fires once, also when its moment passed while the machine slept.</summary>
    public static async Task LookAgainAsync(IScheduler scheduler, TriggerKey alarm, DateTimeOffset at, CancellationToken cancellation)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(alarm).ForJob(Job).StartAt(at)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellation);
    }
}
