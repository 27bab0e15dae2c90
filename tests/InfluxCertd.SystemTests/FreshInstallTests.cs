namespace InfluxCertd.SystemTests;

/// <summary>The guide's six steps, once, automatically: apt install and nothing else.</summary>
public class FreshInstallTests
{
    [Fact]
    public async Task Installing_the_package_turns_https_on_with_no_configuration_at_all()
    {
        await using var machine = await Machine.BootAsync();
        var before = await machine.RunAsync("cat /etc/influxdb/influxdb.conf");
        await machine.RunAsync("curl -sf http://localhost:8086/ping");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");

        // Every client verifies: the certificate is its own trust anchor, and no -unsafeSsl.
        await machine.RunAsync("SSL_CERT_FILE=/etc/ssl/influxdb-selfsigned.crt influx -ssl -host localhost -execute 'SHOW DATABASES'");
        await machine.RunAsync("SSL_CERT_FILE=/etc/ssl/influxdb-selfsigned.crt influx -ssl -host $(hostname) -execute 'SHOW DATABASES'");
        await machine.RunAsync("curl -sf --cacert /etc/ssl/influxdb-selfsigned.crt https://127.0.0.1:8086/ping");
        await machine.RunAsync("runuser -u nobody -- curl -sf --cacert /etc/ssl/influxdb-selfsigned.crt https://localhost:8086/ping");
        await machine.RunAsync("openssl verify -x509_strict -purpose sslserver -CAfile /etc/ssl/influxdb-selfsigned.crt /etc/ssl/influxdb-selfsigned.crt");
        await machine.RunAsync("openssl s_client -verify_return_error -CAfile /etc/ssl/influxdb-selfsigned.crt -verify_hostname localhost -connect localhost:8086 </dev/null");

        // The key is InfluxDB's alone, and nobody else can even list where it lies.
        Assert.Equal("600 influxdb:influxdb", await machine.RunAsync("stat -L -c '%a %U:%G' /etc/ssl/influxdb-selfsigned.key"));
        Assert.Equal("644 root:root", await machine.RunAsync("stat -L -c '%a %U:%G' /etc/ssl/influxdb-selfsigned.crt"));
        Assert.NotEqual(0, (await machine.TryAsync("runuser -u nobody -- cat /etc/ssl/influxdb-selfsigned.key")).ExitCode);
        Assert.NotEqual(0, (await machine.TryAsync("runuser -u nobody -- ls /etc/ssl/influxcertd/generations")).ExitCode);

        // Only three lines of influxdb.conf are new, and its owner and mode are the old ones.
        var after = await machine.RunAsync("cat /etc/influxdb/influxdb.conf");
        Assert.Equal(before.Split('\n'), after.Split('\n').Where(line => !IsOurs(line)));
        Assert.Equal(3, after.Split('\n').Count(IsOurs));
        Assert.Equal("644 root:root", await machine.RunAsync("stat -c '%a %U:%G' /etc/influxdb/influxdb.conf"));

        var status = await machine.StatusAsync();
        Assert.True(status.GetProperty("healthy").GetBoolean(), status.ToString());
        Assert.Equal(364, status.GetProperty("certificate").GetProperty("days_left").GetInt32());
        Assert.Equal("self-signed", status.GetProperty("certificate").GetProperty("issuer_kind").GetString());
        Assert.Equal(await machine.ServedFingerprintAsync(), status.GetProperty("served").GetProperty("fingerprint_sha256").GetString());

        Assert.Contains("valid until", await machine.RunAsync("systemctl show -P StatusText influxcertd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_apply_changes_nothing()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var fingerprint = await machine.ServedFingerprintAsync();
        const string Snapshot = "find /etc/ssl /etc/influxdb /var/lib/influxcertd/* ! -name switch.json -printf '%p %T@ %m %u %g %l\\n' | sort; systemctl show -P InvocationID influxdb";
        var before = await machine.RunAsync(Snapshot);
        await machine.RunAsync("influxcertd plan");
        await machine.RunAsync("influxcertd apply");
        Assert.Equal(before, await machine.RunAsync(Snapshot));
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());
    }

    [Fact]
    public async Task Plan_shows_a_diff_that_patch_applies_and_changes_nothing()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync($"dpkg-deb -x {Machine.Package} /opt/influxcertd && cp /etc/influxdb/influxdb.conf /tmp/before.conf");
        const string Program = "/opt/influxcertd/usr/bin/influxcertd";
        Assert.Equal(2, (await machine.TryAsync($"{Program} plan")).ExitCode);
        Assert.Equal(2, (await machine.TryAsync($"{Program} plan --output diff > /tmp/plan.diff")).ExitCode);
        await machine.RunAsync("cmp /etc/influxdb/influxdb.conf /tmp/before.conf && test ! -e /etc/ssl/influxcertd");
        await machine.RunAsync("cp /tmp/before.conf /tmp/patched.conf && patch /tmp/patched.conf /tmp/plan.diff && patch --dry-run -p0 -d / < /tmp/plan.diff");
        await machine.RunAsync($"{Program} apply");
        await machine.RunAsync("cmp /etc/influxdb/influxdb.conf /tmp/patched.conf");
    }

    [Fact]
    public async Task Where_InfluxDB_is_not_installed_yet_the_daemon_waits_and_then_applies()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("systemctl stop influxdb; mkdir /root/away; mv /lib/systemd/system/influxdb.service /etc/influxdb /root/away/; mv /etc/init.d/influxdb /root/away/init; rm -f /etc/systemd/system/multi-user.target.wants/influxdb.service /etc/systemd/system/influxd.service; systemctl daemon-reload");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("systemctl show -P StatusText influxcertd | grep -q 'knows no unit influxdb.service'");
        await machine.RunAsync("mv /root/away/influxdb.service /lib/systemd/system/; mv /root/away/init /etc/init.d/influxdb; cp -a /root/away/influxdb/. /etc/influxdb/; systemctl daemon-reload; systemctl enable --now influxdb");
        await machine.EventuallyAsync("influxcertd verify", TimeSpan.FromSeconds(100));
    }

    static bool IsOurs(string line) => line.TrimStart().StartsWith("https-", StringComparison.Ordinal);
}
