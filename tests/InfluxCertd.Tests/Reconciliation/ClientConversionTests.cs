using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>Clients on this host follow InfluxDB in the same change, and go back with it.</summary>
public sealed class ClientConversionTests : IDisposable
{
    const string Conf = "/etc/telegraf/telegraf.conf";
    const string Plain = "[agent]\n\n[[outputs.influxdb]]\n  urls = [\"http://localhost:8086\"]\n";

    readonly TestHost _host = new();
    readonly FakeClient _telegraf;

    public ClientConversionTests()
    {
        _telegraf = new FakeClient(() => _host.Read(Conf));
        _host.Write(Conf, Plain);
        _host.InfluxDb.Clients["telegraf.service"] = _telegraf;
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_first_switch_takes_telegraf_along_once_influxdb_is_verified()
    {
        Assert.True((await _host.LookAsync()).Succeeded);
        var converted = _host.Read(Conf);
        Assert.Contains("\"https://localhost:8086\"", converted, StringComparison.Ordinal);
        Assert.Contains("tls_ca = \"/etc/ssl/influxcertd/trust.pem\"", converted, StringComparison.Ordinal);
        Assert.Equal([converted], _telegraf.Runs);
        var events = _host.EventNames.ToList();
        Assert.True(events.IndexOf("influxdb-verified") < events.IndexOf("client-converted"));

        _host.RestartProgram();
        Assert.IsType<ApplyOutcome.NothingToDo>((await _host.LookAsync(Trigger.Person)).Outcome);
    }

    [Fact]
    public async Task A_client_that_is_installed_later_is_converted_without_a_restart_of_influxdb()
    {
        File.Delete(_host.OnDisk(Conf));
        await _host.LookAsync();
        var starts = _host.InfluxDb.Starts;
        _host.Write(Conf, Plain);
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync()).Outcome);
        Assert.Single(_telegraf.Runs);
        Assert.Equal(starts, _host.InfluxDb.Starts);
    }

    [Fact]
    public async Task What_influxdb_does_not_take_leaves_the_client_as_it_was()
    {
        _host.InfluxDb.Refuses = state => state is WireState.Tls ? "run: open server: no luck today" : null;
        Assert.IsType<ApplyOutcome.Failed>((await _host.LookAsync()).Outcome);
        Assert.Equal(Plain, _host.Read(Conf));
        Assert.Empty(_telegraf.Runs);
    }

    [Fact]
    public async Task A_client_whose_own_check_refuses_is_left_alone_and_the_rest_goes_on()
    {
        _telegraf.Check = text => text.Contains("https://", StringComparison.Ordinal) ? "E! undefined but requested output" : null;
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync()).Outcome);
        Assert.IsType<WireState.Tls>(_host.InfluxDb.Served);
        Assert.Equal(Plain, _host.Read(Conf));
        Assert.Empty(_telegraf.Runs);

        _host.RestartProgram();
        var plan = (await _host.PlanAsync()).Plan;
        Assert.False(plan.HasChanges);
        Assert.Contains("its own check says: E! undefined", Assert.Single(plan.Findings).Message, StringComparison.Ordinal);

        _telegraf.Check = _ => null;
        _host.Write(Conf, Plain + "# upgraded\n");
        await _host.LookAsync();
        Assert.Contains("https://", _host.Read(Conf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_complains_already_proves_nothing()
    {
        _telegraf.Check = _ => "E! no such secret";
        await _host.LookAsync();
        Assert.Contains("https://", _host.Read(Conf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_ends_on_its_new_configuration_runs_on_the_old_one()
    {
        _telegraf.Fails = text => text.Contains("https://", StringComparison.Ordinal);
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync()).Outcome);
        Assert.IsType<WireState.Tls>(_host.InfluxDb.Served);
        Assert.Equal(Plain, _host.Read(Conf));
        Assert.Equal(2, _telegraf.Runs.Count);
        Assert.Equal(Plain, _telegraf.Runs[^1]);
        Assert.True((await _host.PlanAsync()).Plan.Has(Reason.ClientRefused));

        _telegraf.Fails = _ => false;
        _host.RestartProgram();
        Assert.IsType<ApplyOutcome.NothingToDo>((await _host.LookAsync()).Outcome);
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync(Trigger.Person)).Outcome);
        Assert.Contains("https://", _host.Read(Conf), StringComparison.Ordinal);
        Assert.Empty(_host.Program.Recorded.Read().Refusals);
    }

    [Fact]
    public async Task Disable_puts_the_client_back_to_the_byte()
    {
        await _host.LookAsync();
        _host.Program.Recorded.Write(_host.Program.Recorded.Read() with { Disabled = _host.GetUtcNow() });
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync(Trigger.Person)).Outcome);
        Assert.Equal(Plain, _host.Read(Conf));
        Assert.Equal(Plain, _telegraf.Runs[^1]);
        Assert.Empty(Directory.EnumerateFiles(_host.OnDisk("/var/lib/influxcertd/edits")));
        Assert.IsType<ApplyOutcome.NothingToDo>((await _host.LookAsync(Trigger.Person)).Outcome);
    }

    [Fact]
    public async Task A_renewal_has_the_client_trust_the_new_certificate_before_influxdb_serves_it()
    {
        await _host.LookAsync();
        var served = _host.InfluxDb.ServedLeaf;
        string? servedAtReload = null;
        _telegraf.Fails = _ =>
        {
            servedAtReload = _host.InfluxDb.ServedLeaf;
            return false;
        };
        await _host.LookAsync(Trigger.RenewNow);
        Assert.Equal(served, servedAtReload);
        Assert.NotEqual(served, _host.InfluxDb.ServedLeaf);
        Assert.Equal(2, _telegraf.Runs.Count);
    }

    [Fact]
    public async Task With_confirm_only_a_person_turns_https_on()
    {
        _host.Settings = new Settings { Clients = new() { FirstApply = FirstApply.Confirm } };
        var snapshot = _host.Snapshot();
        var looked = await _host.LookAsync();
        Assert.True(looked.After.Plan is { HasChanges: true, AwaitsConfirmation: true });
        Assert.Equal(["waiting-for-confirmation"], _host.EventNames);
        Assert.Equal(snapshot, _host.Snapshot());

        _host.Program.Recorded.Write(_host.Program.Recorded.Read() with { Confirmed = _host.GetUtcNow() });
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync(Trigger.Person)).Outcome);
        _host.Travel(TimeSpan.FromDays(336));
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync()).Outcome);
    }
}
