using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Reads InfluxDB's unit and reduces it to what a decision depends on.</summary>
sealed class UnitObserver(HostRoot root, IServiceManager services, IUnitJournal journal, AccountDatabase accounts, TimeProvider time)
{
    /// <summary>What InfluxDB's packages run it as; stands in where the unit can't be asked, or says nothing as it is masked.</summary>
    const string UsualAccount = "influxdb";

    public async Task<InfluxDbUnit> ObserveAsync(string unit, CancellationToken cancellation)
    {
        if (!root.IsHost)
        {
            return new InfluxDbUnit(unit, UnitActivity.Offline, UsualAccount, UsualAccount, [UsualAccount], ImmutableDictionary<string, string>.Empty);
        }

        var state = await services.ShowAsync(unit, cancellation);
        var user = state.User.Length > 0 ? state.User : state.LoadState == "masked" && accounts.HasUser(UsualAccount) ? UsualAccount : "root";
        var group = state.Group.Length > 0 ? state.Group : accounts.PrimaryGroup(user);
        var activity = state.Activity;
        return new InfluxDbUnit(
            unit, activity, user, group,
            [group, .. accounts.GroupsOf(user).Where(name => name != group)],
            EnvironmentOf(state),
            activity == UnitActivity.Failed ? await FailureLineAsync(unit, state, cancellation) : null);
    }

    /// <summary>systemd reads EnvironmentFile= after Environment=, and the later setting wins (systemd.exec(5)).</summary>
    ImmutableDictionary<string, string> EnvironmentOf(UnitState state)
    {
        var environment = state.Environment.ToImmutableDictionary();
        foreach (var file in state.EnvironmentFiles)
        {
            var path = root.Resolve(file.Path);
            if (File.Exists(path))
            {
                environment = environment.SetItems(EnvironmentFile.Parse(File.ReadAllText(path)));
            }
        }

        return environment;
    }

    async Task<string?> FailureLineAsync(string unit, UnitState state, CancellationToken cancellation)
    {
        var ago = TimeSpan.FromMilliseconds(Environment.TickCount64) - state.LastStart;
        return StartupLog.ExplainFailure(await journal.ReadAsync(unit, time.GetUtcNow() - ago, cancellation));
    }
}
