namespace InfluxCertd.SystemTests;

/// <summary>Whose fault it is when InfluxDB does not run, and what is left alone then.</summary>
public class InfluxDbFailureTests
{
    const string Starts = "journalctl -u influxdb -o cat | grep -c '^Started'";

    [Fact]
    public async Task A_masked_InfluxDB_stays_masked_and_its_files_are_installed()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("systemctl mask --now influxdb");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("test -L /etc/ssl/influxdb-selfsigned.crt && grep -q '^ *https-enabled = true' /etc/influxdb/influxdb.conf");
        await machine.RunAsync("influxcertd apply");
        Assert.Equal("influxdb", await machine.RunAsync("stat -L -c %U /etc/ssl/influxdb-selfsigned.key"));
        Assert.Equal("masked", await machine.RunAsync("systemctl is-enabled influxdb || true"));
        Assert.Equal("inactive", await machine.RunAsync("systemctl is-active influxdb || true"));
        await machine.RunAsync("systemctl unmask influxdb && systemctl start influxdb");
        await machine.EventuallyAsync("influxcertd verify");
    }

    [Fact]
    public async Task A_renewal_of_a_stopped_InfluxDB_installs_and_does_not_start_it()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("systemctl stop influxdb; sha256sum < /etc/ssl/influxdb-selfsigned.crt > /tmp/before; influxcertd renew");
        await machine.RunAsync("! sha256sum < /etc/ssl/influxdb-selfsigned.crt | cmp -s - /tmp/before");
        Assert.Equal("inactive", await machine.RunAsync("systemctl is-active influxdb || true"));
        await machine.RunAsync("systemctl reload influxcertd; sleep 2");
        Assert.Equal("inactive", await machine.RunAsync("systemctl is-active influxdb || true"));
        await machine.RunAsync("systemctl start influxdb");
        await machine.EventuallyAsync("influxcertd verify");
    }

    [Fact]
    public async Task A_port_that_another_program_has_taken_is_not_our_fault_and_is_named()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("""
            systemctl stop influxdb
            systemd-run -q --unit=squatter openssl s_server -quiet -accept 8086 -cert /etc/ssl/influxdb-selfsigned.crt -key "$(readlink -f /etc/ssl/influxdb-selfsigned.key)"
            sleep 0.5; systemctl start influxdb; sleep 3; systemctl is-failed influxdb
            """);
        var starts = await machine.RunAsync(Starts);
        var result = await machine.TryAsync("influxcertd apply");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("address already in use", result.Output + result.Error, StringComparison.Ordinal);
        await machine.RunAsync("systemctl reload influxcertd; sleep 2");
        Assert.Equal(starts, await machine.RunAsync(Starts));
    }

    [Fact]
    public async Task A_start_limit_that_an_operator_has_nearly_used_up_does_not_fail_a_renewal()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("for i in 1 2 3 4; do systemctl restart influxdb; done");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.RunAsync("influxcertd renew && influxcertd verify");
    }

    [Fact]
    public async Task A_start_limit_that_was_hit_before_we_came_is_left_to_the_operator()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("for i in 1 2 3 4 5 6 7; do systemctl restart influxdb || break; done; test \"$(systemctl show -P Result influxdb)\" = start-limit-hit");
        var starts = await machine.RunAsync(Starts);
        var result = await machine.TryAsync("influxcertd apply");
        Assert.Equal(1, result.ExitCode);
        await machine.RunAsync("systemctl reload influxcertd; sleep 2");
        Assert.Equal(starts, await machine.RunAsync(Starts));
        await machine.RunAsync("systemctl reset-failed influxdb && systemctl start influxdb");
        await machine.EventuallyAsync("influxcertd verify");
    }

    [Fact]
    public async Task While_a_slow_start_is_waited_for_the_daemon_says_so()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync(InfluxDbWrapper.Slow(20));
        await machine.RunAsync("rm -r /etc/ssl/influxcertd/generations/*; systemctl reload influxcertd");
        await machine.EventuallyAsync("systemctl show -P StatusText influxcertd | grep -i 'waiting for influxdb.service'");
        await machine.EventuallyAsync("influxcertd verify", TimeSpan.FromSeconds(60));
        Assert.Empty(await machine.EventsAsync("apply-failed"));
        Assert.Equal("0", await machine.RunAsync("systemctl show -P NRestarts influxcertd"));
    }

    [Fact]
    public async Task An_InfluxDB_that_goes_on_serving_the_old_certificate_is_found_out_and_rolled_back()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var fingerprint = await machine.ServedFingerprintAsync();
        await machine.RunAsync("""
            mkdir /etc/ssl/old; cp -pL /etc/ssl/influxdb-selfsigned.crt /etc/ssl/influxdb-selfsigned.key /etc/ssl/old/
            sed 's|/etc/ssl/influxdb-selfsigned|/etc/ssl/old/influxdb-selfsigned|' /etc/influxdb/influxdb.conf > /etc/influxdb/old.conf
            """);
        await machine.RunAsync(InfluxDbWrapper.Before("set -- -config /etc/influxdb/old.conf"));
        var result = await machine.TryAsync("influxcertd renew");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("serves another certificate", result.Error, StringComparison.Ordinal);
        Assert.Contains("the previous state is back", result.Error, StringComparison.Ordinal);
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
        await machine.RunAsync("influxcertd verify");
    }

    [Fact]
    public async Task A_refused_renewal_of_the_daemon_is_an_alert_and_is_not_tried_again_at_once()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var fingerprint = await machine.ServedFingerprintAsync();
        await machine.RunAsync(InfluxDbWrapper.RequiresThisCertificate("not this one"));
        await machine.RunAsync("printf '[certificate]\\nnames = [\"metrics.example.org\"]\\n' > /etc/influxcertd/influxcertd.toml.d/names.toml; systemctl reload influxcertd");
        await machine.EventuallyAsync("journalctl INFLUXCERTD_EVENT=rolled-back | grep -q 'are back'");
        await machine.RunAsync("sleep 3");
        Assert.Single(await machine.EventsAsync("apply-failed"));
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
        await machine.RunAsync("journalctl -t influxcertd -p crit --no-pager -o cat | grep -q 'not this one'");
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
    }

    [Fact]
    public async Task An_InfluxDB_that_fails_even_after_the_roll_back_is_left_on_the_old_state_and_not_touched_again()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("sha256sum < /etc/ssl/influxdb-selfsigned.crt > /tmp/before");
        await machine.RunAsync(InfluxDbWrapper.Requires("false", "no more"));
        var result = await machine.TryAsync("influxcertd renew");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no more", result.Error, StringComparison.Ordinal);
        Assert.Contains("critical: ", result.Error, StringComparison.Ordinal);
        await machine.RunAsync("sha256sum < /etc/ssl/influxdb-selfsigned.crt | cmp - /tmp/before; test ! -e /var/lib/influxcertd/intent.json");
        await machine.RunAsync("sleep 2");
        var starts = await machine.RunAsync(Starts);
        await machine.RunAsync("systemctl reload influxcertd; sleep 1; systemctl reload influxcertd; sleep 2");
        Assert.Equal(1, (await machine.TryAsync("influxcertd apply")).ExitCode);
        Assert.Equal(starts, await machine.RunAsync(Starts));

        // Nor for what could bring it up at any other time: a look that nobody has asked for.
        await machine.RunAsync("rm /etc/ssl/influxdb-selfsigned.crt; systemctl restart influxcertd; sleep 2");
        await machine.RunAsync("influxcertd status --output json | jq -e '.findings[] | select(.reason == \"left-alone\")'; test ! -L /etc/ssl/influxdb-selfsigned.crt");
        Assert.Equal(starts, await machine.RunAsync(Starts));

        // A person is obeyed, and told.
        var asked = await machine.TryAsync("influxcertd apply");
        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("no more", asked.Error, StringComparison.Ordinal);
        Assert.NotEqual(starts, await machine.RunAsync(Starts));

        // Once systemd has given up too: its own next attempt could fall together with ours.
        await machine.EventuallyAsync("systemctl is-failed --quiet influxdb");
        await machine.RunAsync("rm -r /etc/systemd/system/influxdb.service.d; systemctl daemon-reload; influxcertd apply --wait && influxcertd verify");
    }
}
