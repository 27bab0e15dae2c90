namespace InfluxCertd.SystemTests;

/// <summary>When InfluxDB does not take the change, the old state comes back and the journal says why.</summary>
public class FailureTests
{
    /// <summary>A wrapper that refuses to start with HTTPS on, as a broken InfluxDB would.</summary>
    static readonly string BreakHttps = InfluxDbWrapper.Requires("! grep -q '^ *https-enabled = true' /etc/influxdb/influxdb.conf", "no luck today");

    [Fact]
    public async Task InfluxDB_that_does_not_start_with_https_is_back_on_plain_http_with_the_reason_in_the_journal()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("cp -p /etc/influxdb/influxdb.conf /tmp/before; " + BreakHttps);
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("journalctl INFLUXCERTD_EVENT=rolled-back | grep -q 'are back'");
        await machine.EventuallyAsync("curl -sf http://localhost:8086/ping");
        await machine.RunAsync("cmp /etc/influxdb/influxdb.conf /tmp/before");
        await machine.RunAsync("test ! -e /etc/ssl/influxdb-selfsigned.crt -a ! -e /etc/ssl/influxdb-selfsigned.key -a ! -e /etc/ssl/influxcertd/current");
        await machine.RunAsync("journalctl INFLUXCERTD_EVENT=apply-failed | grep -q 'no luck today'");
        Assert.Equal(1, (await machine.TryAsync("influxcertd apply")).ExitCode);
        await machine.EventuallyAsync("curl -sf http://localhost:8086/ping");

        // Once the cause is gone, a person is obeyed at once, whatever back-off says.
        await machine.RunAsync("rm -r /etc/systemd/system/influxdb.service.d; systemctl daemon-reload");
        await machine.RunAsync("influxcertd apply && influxcertd verify");
    }

    [Fact]
    public async Task A_failed_renewal_leaves_the_old_leaf_served()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var fingerprint = await machine.ServedFingerprintAsync();
        await machine.RunAsync(InfluxDbWrapper.RequiresThisCertificate("this certificate I will not have"));
        var result = await machine.TryAsync("influxcertd renew");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("this certificate I will not have", result.Error, StringComparison.Ordinal);
        Assert.Contains("the previous state is back", result.Error, StringComparison.Ordinal);
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
        await machine.RunAsync("influxcertd verify");
    }

    [Fact]
    public async Task A_stopped_InfluxDB_stays_stopped()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("systemctl stop influxdb");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("test -L /etc/ssl/influxdb-selfsigned.crt && grep -q '^ *https-enabled = true' /etc/influxdb/influxdb.conf");
        Assert.Equal("inactive", (await machine.TryAsync("systemctl is-active influxdb")).Output.Trim());
        await machine.RunAsync("systemctl start influxdb");
        await machine.EventuallyAsync("influxcertd verify");
    }

    [Fact]
    public async Task An_InfluxDB_that_failed_before_we_came_is_not_restarted_and_its_log_is_quoted()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("sed -i '1i this is not toml' /etc/influxdb/influxdb.conf; systemctl restart influxdb; sleep 2; systemctl is-failed influxdb");
        var restarts = await machine.RunAsync("journalctl -u influxdb | grep -c 'Started'");
        Assert.Equal(1, (await machine.TryAsync("influxcertd apply")).ExitCode);
        Assert.Equal(restarts, await machine.RunAsync("journalctl -u influxdb | grep -c 'Started'"));
        var result = await machine.TryAsync("influxcertd apply");
        Assert.Contains("/etc/influxdb/influxdb.conf:1:", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_start_is_waited_for()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync(InfluxDbWrapper.Slow(8));
        await machine.RunAsync("influxcertd renew && influxcertd verify");
    }

    [Fact]
    public async Task A_second_apply_says_who_is_at_work_and_since_when_or_waits()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync(InfluxDbWrapper.Slow(6) + "\nsystemctl stop influxcertd");
        await machine.RunAsync("systemd-run --unit=first influxcertd renew; sleep 2");
        var refused = await machine.TryAsync("influxcertd apply");
        Assert.Equal(1, refused.ExitCode);
        Assert.Matches(@"^influxcertd: another influxcertd is at work: process \d+ \(influxcertd renew\) since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ; wait for it, or use --wait\n$", refused.Error);
        await machine.RunAsync("influxcertd apply --wait && influxcertd verify");
    }

    [Fact]
    public async Task A_broken_configuration_is_refused_on_reload_and_the_old_one_stays()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("printf '[certificate]\\nrenew_befor = \"5d\"\\n' > /etc/influxcertd/influxcertd.toml.d/bad.toml");
        var check = await machine.TryAsync("influxcertd config check");
        Assert.Equal(78, check.ExitCode);
        Assert.Contains("bad.toml:2:1", check.Error, StringComparison.Ordinal);
        Assert.Contains("renew_before", check.Error, StringComparison.Ordinal);
        await machine.RunAsync("systemctl reload influxcertd; sleep 1; systemctl is-active influxcertd");
        Assert.NotEmpty(await machine.EventsAsync("configuration-refused"));
        Assert.Equal(64, (await machine.TryAsync("influxcertd aply")).ExitCode);
    }
}
