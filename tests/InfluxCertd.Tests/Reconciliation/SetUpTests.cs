using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>From plain HTTP to HTTPS by one look, and nothing more by the next.</summary>
public sealed class SetUpTests : IDisposable
{
    readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_look_turns_https_on_and_tells_each_step_in_order()
    {
        var before = _host.Read(TestHost.ConfigFile);
        var result = await _host.LookAsync();
        Assert.IsType<ApplyOutcome.Applied>(result.Outcome);
        Assert.True(result.Succeeded);

        var served = Assert.IsType<WireState.Tls>(_host.InfluxDb.Served);
        Assert.Equal(["db1.example.org", "db1", "localhost", "127.0.0.1", "::1"], served.Leaf.SubjectAlternativeNames);
        Assert.Equal(
            [
                "certificate-issued", "certificate-installed", "influxdb-configured", "influxdb-restarted", "influxdb-verified",
                "changes-applied", "clients-need-attention",
            ],
            _host.EventNames);

        var after = _host.Read(TestHost.ConfigFile);
        Assert.Equal(before, string.Concat(after.Split('\n').Where(line => !line.TrimStart().StartsWith("https-", StringComparison.Ordinal)).Select(line => line + "\n"))[..^1]);
        Assert.Equal(3, after.Split('\n').Length - before.Split('\n').Length);
    }

    [Fact]
    public async Task The_key_is_readable_by_its_owner_only_and_its_folder_lists_to_nobody()
    {
        await _host.LookAsync();
        var key = FileFacts.Of(_host.OnDisk("/etc/ssl/influxcertd/current/tls.key"))!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, key.Mode);
        var folder = FileFacts.Of(_host.OnDisk("/etc/ssl/influxcertd/generations"))!;
        Assert.Equal(UnixFileMode.None, folder.Mode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    [Fact]
    public async Task A_second_look_changes_nothing_and_says_nothing()
    {
        await _host.LookAsync();
        var (snapshot, starts) = (_host.Snapshot(), _host.InfluxDb.Starts);
        _host.Events.Clear();
        _host.RestartProgram();
        var result = await _host.LookAsync(Trigger.Person);
        Assert.IsType<ApplyOutcome.NothingToDo>(result.Outcome);
        Assert.False((await _host.PlanAsync()).Plan.HasChanges);
        Assert.Empty(_host.Events);
        Assert.Equal(snapshot, _host.Snapshot());
        Assert.Equal(starts, _host.InfluxDb.Starts);
    }

    [Fact]
    public async Task Planning_changes_nothing()
    {
        var snapshot = _host.Snapshot();
        Assert.True((await _host.PlanAsync()).Plan.HasChanges);
        Assert.Equal(snapshot, _host.Snapshot());
        Assert.Empty(_host.Events);
    }

    [Fact]
    public async Task Renewal_makes_a_new_key_and_leaves_the_configuration_alone()
    {
        await _host.LookAsync();
        var (config, first) = (_host.Read(TestHost.ConfigFile), Assert.IsType<WireState.Tls>(_host.InfluxDb.Served));
        _host.Travel(TimeSpan.FromDays(336));
        await _host.LookAsync();
        var second = Assert.IsType<WireState.Tls>(_host.InfluxDb.Served);
        Assert.NotEqual(first.Leaf.PublicKeySha256, second.Leaf.PublicKeySha256);
        Assert.Equal(config, _host.Read(TestHost.ConfigFile));
    }

    [Fact]
    public async Task A_stopped_InfluxDB_gets_its_files_and_stays_stopped()
    {
        _host.InfluxDb.Stop();
        var starts = _host.InfluxDb.Starts;
        Assert.IsType<ApplyOutcome.Applied>((await _host.LookAsync()).Outcome);
        Assert.Equal(starts, _host.InfluxDb.Starts);
        _host.InfluxDb.Start();
        Assert.IsType<WireState.Tls>(_host.InfluxDb.Served);
    }

    [Fact]
    public async Task A_setting_that_the_environment_overrides_is_not_edited()
    {
        _host.InfluxDb.Environment = "INFLUXDB_HTTP_HTTPS_ENABLED=false";
        var snapshot = _host.Snapshot();
        var result = await _host.LookAsync();
        Assert.False(result.Succeeded);
        Assert.Equal(snapshot, _host.Snapshot());
        Assert.Contains(_host.Events, logged => logged.Entry.Kind.Name == "environment-override" && logged.Message.Contains("INFLUXDB_HTTP_HTTPS_ENABLED", StringComparison.Ordinal));
    }
}
