namespace InfluxCertd.SystemTests;

/// <summary>Back to an earlier certificate, and back to plain HTTP, through the same transaction as everything else.</summary>
public class HistoryTests
{
    [Fact]
    public async Task Rollback_returns_to_the_certificate_before_and_the_daemon_keeps_it()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var first = await machine.ServedFingerprintAsync();
        await machine.RunAsync("influxcertd renew --wait");
        var second = await machine.ServedFingerprintAsync();
        Assert.Contains(first, await machine.RunAsync("influxcertd history"), StringComparison.Ordinal);

        // The key of the past is root's alone.
        Assert.NotEqual(0, (await machine.TryAsync("runuser -u influxdb -- cat /etc/ssl/influxcertd/generations/000001/tls.key")).ExitCode);

        await machine.RunAsync("influxcertd rollback --wait && influxcertd verify");
        Assert.Equal(first, await machine.ServedFingerprintAsync());
        await machine.RunAsync("influxcertd apply --wait && systemctl restart influxcertd");
        await machine.EventuallyAsync("systemctl show -P StatusText influxcertd | grep -q 'valid until'");
        Assert.Equal(first, await machine.ServedFingerprintAsync());

        await machine.RunAsync("influxcertd rollback 2 --wait");
        Assert.Equal(second, await machine.ServedFingerprintAsync());
        Assert.Equal("2", await machine.RunAsync("influxcertd history --output json | jq '.generations[] | select(.current).generation'"));

        var refused = await machine.TryAsync("influxcertd rollback 7 --wait");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("there is no generation 7; influxcertd history lists those that are kept", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disable_puts_plain_http_and_the_file_back_to_the_byte_and_apply_turns_https_on_again()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync($"cp -p /etc/influxdb/influxdb.conf /root/before; apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.RunAsync("influxcertd disable --wait");
        await machine.RunAsync("cmp /etc/influxdb/influxdb.conf /root/before; curl -sf http://localhost:8086/ping");
        await machine.RunAsync("test ! -L /etc/ssl/influxdb-selfsigned.crt -a ! -L /etc/ssl/influxdb-selfsigned.key");

        // It stays off: at the daemon's next look, after a restart, after a reload.
        await machine.RunAsync("systemctl reload influxcertd; systemctl restart influxcertd; sleep 2; curl -sf http://localhost:8086/ping");
        Assert.Contains("HTTPS has been off since", await machine.RunAsync("systemctl show -P StatusText influxcertd"), StringComparison.Ordinal);
        Assert.NotEmpty(await machine.EventsAsync("https-disabled"));

        await machine.RunAsync("influxcertd apply --wait && influxcertd verify");
    }

    [Fact]
    public async Task Disable_keeps_what_others_have_edited_since()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("sed -i 's/^  # max-body-size = .*/  max-body-size = 1000000/; $a # by hand' /etc/influxdb/influxdb.conf && cp /etc/influxdb/influxdb.conf /root/edited");
        await machine.RunAsync("influxcertd disable --wait; curl -sf http://localhost:8086/ping");
        await machine.RunAsync("grep -v '^  https-' /root/edited | cmp - /etc/influxdb/influxdb.conf");
    }

    [Fact]
    public async Task Disable_that_InfluxDB_does_not_take_leaves_https_on()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync(InfluxDbWrapper.Requires("grep -q '^ *https-enabled = true' /etc/influxdb/influxdb.conf", "not without TLS"));
        var result = await machine.TryAsync("influxcertd disable --wait");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("not without TLS", result.Error, StringComparison.Ordinal);
        await machine.RunAsync("influxcertd verify && influxcertd status");
    }
}
