using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Makes a client's unit take its configuration, and watches it for a moment: most of them end at once where they can't.</summary>
sealed class ClientActivator(IServiceManager services, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>One that somebody has stopped or masked by now takes its configuration when it is started, which is not ours to do.</summary>
    /// <returns>A clause when the unit does not run with it.</returns>
    public async Task<string?> ActivateAsync(string unit, Activation how, Action<string> progress, CancellationToken cancellation)
    {
        var before = await services.ShowAsync(unit, cancellation);
        return before.Activity is UnitActivity.Stopped or UnitActivity.Masked ? null : await ActivateAsync(unit, how, before, progress, cancellation);
    }

    /// <summary>Back on its old configuration, whatever became of it: it did run.</summary>
    /// <returns>A clause when the unit does not run with it.</returns>
    public async Task<string?> BringBackAsync(string unit, Action<string> progress, CancellationToken cancellation) =>
        await ActivateAsync(unit, Activation.Restart, await services.ShowAsync(unit, cancellation), progress, cancellation);

    async Task<string?> ActivateAsync(string unit, Activation how, UnitState before, Action<string> progress, CancellationToken cancellation)
    {
        progress($"{(how == Activation.Reload ? "reloading" : "restarting")} {unit}");
        if (how == Activation.Restart)
        {
            await services.ResetFailedAsync(unit, cancellation);
        }

        var result = how == Activation.Reload
            ? await services.ReloadAsync(unit, Patience, cancellation)
            : await services.RestartAsync(unit, Patience, cancellation);
        if (!result.Succeeded)
        {
            return result.Message;
        }

        var restarts = how == Activation.Reload ? before.NRestarts : 0;
        var started = time.GetTimestamp();
        do
        {
            var now = await services.ShowAsync(unit, cancellation);
            if (!now.Activity.IsUp() || now.NRestarts > restarts)
            {
                return $"it has ended ({(now.Result.Length > 0 ? now.Result : now.ActiveState)}), see journalctl -u {unit}";
            }

            await Task.Delay(Poll, time, cancellation);
        }
        while (time.GetElapsedTime(started) < Settling);

        return null;
    }
}
