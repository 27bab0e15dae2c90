using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>Whatever InfluxDB does with a change, all of the old state is back afterwards, and InfluxDB runs on it.</summary>
public sealed class RollBackTests : IDisposable
{
    readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    /// <summary>In which way it fails, and what the message has to say.</summary>
    public static TheoryData<string, string> Failures => new()
    {
        { "does not start", "influxdb.service does not start: run: open server: no luck today" },
        { "systemctl refuses", "systemctl restart influxdb.service failed: Unit is masked" },
        { "serves something else", "instead of 204" },
        { "does not answer", "did not answer on 127.0.0.1:8086 within 1 s" },
        { "is refused by the command line", "the influx command line refuses the certificate: x509: no" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task First_set_up_that_fails_leaves_every_byte_as_it_was(string failure, string message)
    {
        Fail(failure);
        await ExpectRollBackAsync(Trigger.Schedule, message);
        Assert.IsType<WireState.PlainHttp>(_host.InfluxDb.Served);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Renewal_that_fails_leaves_the_old_leaf_served(string failure, string message)
    {
        await _host.LookAsync();
        var served = _host.InfluxDb.ServedLeaf;
        _host.Events.Clear();
        Fail(failure);
        await ExpectRollBackAsync(Trigger.RenewNow, message);
        Assert.Equal(served, _host.InfluxDb.ServedLeaf);
    }

    [Fact]
    public async Task A_failed_change_waits_for_its_next_turn_but_a_person_is_obeyed_at_once()
    {
        Fail("does not start");
        await _host.LookAsync();
        var starts = _host.InfluxDb.Starts;
        var waiting = await _host.LookAsync();
        Assert.Equal(starts, _host.InfluxDb.Starts);
        Assert.True(waiting.After.Plan.Has(Reason.BackingOff));

        _host.InfluxDb.Refuses = _ => null;
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync(Trigger.Person)).Outcome);
        Assert.Contains("recovered", _host.EventNames);
    }

    [Fact]
    public async Task When_InfluxDB_does_not_run_on_the_old_state_either_that_is_said_loudest()
    {
        _host.InfluxDb.Refuses = _ => "run: nothing works any more";
        var result = await _host.LookAsync();
        Assert.NotNull(Assert.IsType<ApplyOutcome.Failed>(result.Outcome).RollbackFailure);
        Assert.Contains("rollback-failed", _host.EventNames);
    }

    async Task ExpectRollBackAsync(Trigger trigger, string message)
    {
        var snapshot = _host.Snapshot();
        var result = await _host.LookAsync(trigger);
        var failed = Assert.IsType<ApplyOutcome.Failed>(result.Outcome);
        Assert.Contains(message, failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.RollbackFailure);
        Assert.Equal(snapshot, _host.Snapshot());
        Assert.Contains("apply-failed", _host.EventNames);
        Assert.Contains("rolled-back", _host.EventNames);
        Assert.DoesNotContain("changes-applied", _host.EventNames);
    }

    /// <summary>From now on, with anything but what is served now.</summary>
    void Fail(string how)
    {
        var (influxdb, served) = (_host.InfluxDb, _host.InfluxDb.ServedLeaf);
        switch (how)
        {
            case "does not start":
                influxdb.Refuses = state => FakeInfluxDb.LeafOf(state) == served ? null : "run: open server: no luck today";
                break;
            case "systemctl refuses":
                influxdb.RestartErrors.Enqueue("Unit is masked.");
                break;
            case "serves something else":
                influxdb.Shows = state => state is WireState.Tls tls && FakeInfluxDb.LeafOf(state) != served ? tls with { PingStatus = 503 } : state;
                break;
            case "does not answer":
                _host.Settings = _host.Settings with { InfluxDb = _host.Settings.InfluxDb with { StartTimeout = TimeSpan.FromSeconds(1) } };
                influxdb.Shows = state => FakeInfluxDb.LeafOf(state) == served ? state : new WireState.Nothing("connection refused");
                break;
            default:
                influxdb.CliSays = state => FakeInfluxDb.LeafOf(state) == served ? new InfluxCliOutcome.Accepted() : new InfluxCliOutcome.CertificateRefused("x509: no");
                break;
        }
    }
}
