namespace InfluxCertd.SystemTests;

/// <summary>The package's own life: upgrade, removal, purge; and the daemon as a systemd service.</summary>
public class PackageTests
{
    [Fact]
    public async Task Upgrade_restarts_the_daemon_and_keeps_the_certificate()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var fingerprint = await machine.ServedFingerprintAsync();
        var process = await machine.RunAsync("systemctl show -P MainPID influxcertd");
        await machine.RunAsync("""
            cd /root && dpkg-deb -R influxcertd.deb newer && sed -i 's/^Version: .*/&.1/' newer/DEBIAN/control && dpkg-deb -Znone -b newer newer.deb && apt-get install -y ./newer.deb
            """);
        await machine.EventuallyAsync("systemctl is-active influxcertd && influxcertd status");
        Assert.NotEqual(process, await machine.RunAsync("systemctl show -P MainPID influxcertd"));
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
    }

    [Fact]
    public async Task Removal_and_purge_leave_https_as_it_is()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var fingerprint = await machine.ServedFingerprintAsync();
        await machine.RunAsync("apt-get remove -y influxcertd");
        Assert.NotEqual(0, (await machine.TryAsync("systemctl is-active influxcertd")).ExitCode);
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
        await machine.RunAsync("apt-get purge -y influxcertd");
        await machine.RunAsync("test ! -e /var/lib/influxcertd -a ! -e /etc/influxcertd");
        await machine.RunAsync("systemctl restart influxdb");
        await machine.EventuallyAsync("curl -sf --cacert /etc/ssl/influxdb-selfsigned.crt https://localhost:8086/ping");
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
    }

    [Fact]
    public async Task The_service_is_hardened_to_an_exposure_of_two_or_less()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var exposure = await machine.RunAsync("systemd-analyze security --no-pager influxcertd.service | grep -o 'Overall exposure level.*: [0-9.]*' | grep -o '[0-9.]*$'");
        Assert.True(double.Parse(exposure, System.Globalization.CultureInfo.InvariantCulture) <= 2.0, exposure);
    }

    [Fact]
    public async Task The_journal_explains_itself()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var issued = Assert.Single(await machine.EventsAsync("certificate-issued"));
        Assert.Equal(32, issued.GetProperty("MESSAGE_ID").GetString()!.Length);
        Assert.Equal("influxcertd", issued.GetProperty("SYSLOG_IDENTIFIER").GetString());
        Assert.EndsWith("Z", issued.GetProperty("INFLUXCERTD_NOT_AFTER").GetString(), StringComparison.Ordinal);
        Assert.Equal(await machine.ServedFingerprintAsync(), issued.GetProperty("INFLUXCERTD_FINGERPRINT").GetString());
        var explained = await machine.RunAsync("journalctl -x --no-pager INFLUXCERTD_EVENT=certificate-issued");
        Assert.Contains("influxcertd(8)", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", await machine.RunAsync("journalctl --no-pager -o verbose -t influxcertd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_is_clean_and_starting_again_changes_nothing()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("systemctl stop influxcertd");
        Assert.Equal("success", await machine.RunAsync("systemctl show -P Result influxcertd"));
        var fingerprint = await machine.ServedFingerprintAsync();
        var invocation = await machine.RunAsync("systemctl show -P InvocationID influxdb");
        await machine.RunAsync("systemctl start influxcertd");
        await machine.EventuallyAsync("systemctl show -P StatusText influxcertd | grep -q 'valid until'");
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
        Assert.Equal(invocation, await machine.RunAsync("systemctl show -P InvocationID influxdb"));
    }

    [Theory]
    [InlineData("bullseye")]
    [InlineData("trixie")]
    public async Task The_one_package_runs_on_other_releases(string suite)
    {
        await using var machine = await Machine.BootWithHttpsAsync(suite);
        await machine.RunAsync("SSL_CERT_FILE=/etc/ssl/influxdb-selfsigned.crt influx -ssl -host localhost -execute 'SHOW DATABASES'");
        await machine.RunAsync("influxcertd renew && influxcertd status");
        var exposure = await machine.RunAsync("systemd-analyze security --no-pager influxcertd.service | grep -o 'Overall exposure level.*: [0-9.]*' | grep -o '[0-9.]*$'");
        Assert.True(double.Parse(exposure, System.Globalization.CultureInfo.InvariantCulture) <= 2.0, exposure);
    }
}
