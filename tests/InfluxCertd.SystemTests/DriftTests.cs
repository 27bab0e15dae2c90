namespace InfluxCertd.SystemTests;

/// <summary>What an operator, a package or an accident changes is found at the next look and mended.</summary>
/// <param name="shared">One machine for all kinds of drift: each leaves it mended, as the next finds out.</param>
public class DriftTests(DriftTests.SharedMachine shared) : IClassFixture<DriftTests.SharedMachine>
{
    [Theory]
    [InlineData("certificate link deleted", "rm /etc/ssl/influxdb-selfsigned.crt")]
    [InlineData("key link deleted", "rm /etc/ssl/influxdb-selfsigned.key")]
    [InlineData("link replaced by a file", "rm /etc/ssl/influxdb-selfsigned.crt; echo nonsense > /etc/ssl/influxdb-selfsigned.crt")]
    [InlineData("key opened to the world", "chmod 0644 $(readlink -f /etc/ssl/influxdb-selfsigned.key)")]
    [InlineData("key given to root", "chown root:root $(readlink -f /etc/ssl/influxdb-selfsigned.key)")]
    [InlineData("folder closed to InfluxDB", "chmod 0700 $(readlink -f /etc/ssl/influxcertd/current); systemctl restart influxdb; sleep 2")]
    [InlineData("key deleted", "rm $(readlink -f /etc/ssl/influxdb-selfsigned.key)")]
    [InlineData("key of another certificate", "openssl genrsa -out /tmp/k 2048 2>/dev/null; cat /tmp/k > $(readlink -f /etc/ssl/influxdb-selfsigned.key)")]
    [InlineData("certificate damaged", "truncate -s 100 $(readlink -f /etc/ssl/influxdb-selfsigned.crt)")]
    [InlineData("generation deleted", "rm -r /etc/ssl/influxcertd/generations/*")]
    [InlineData("all of it deleted", "rm -r /etc/ssl/influxcertd")]
    [InlineData("config edited back", "sed -i 's/^ *https-enabled = true/  https-enabled = false/' /etc/influxdb/influxdb.conf; systemctl restart influxdb")]
    [InlineData("config from the package", "sed -i '/^ *https-/d' /etc/influxdb/influxdb.conf; systemctl restart influxdb")]
    [InlineData("InfluxDB failed for want of its key", "chown root:root $(readlink -f /etc/ssl/influxdb-selfsigned.key); systemctl restart influxdb; sleep 3")]
    public async Task Each_kind_of_drift_is_repaired_by_a_look(string drift, string command)
    {
        Assert.NotEmpty(drift);
        var machine = shared.Machine;
        // So that the starts of the cases before do not count against the start limits. The daemon would be faster than the test.
        await machine.RunAsync("systemctl stop influxcertd; systemctl reset-failed influxdb influxcertd; influxcertd plan");
        await machine.RunAsync(command);
        Assert.Equal(1, (await machine.TryAsync("influxcertd status")).ExitCode);
        await machine.RunAsync("systemctl start influxcertd");
        await machine.EventuallyAsync("influxcertd status");
        await machine.RunAsync("influxcertd verify");
        await machine.RunAsync("systemctl reset-failed influxdb; systemctl restart influxdb");
        await machine.EventuallyAsync("influxcertd verify");
    }

    [Fact]
    public async Task A_server_that_still_serves_the_old_leaf_is_restarted()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("cp -a /etc/ssl/influxcertd/generations/* /root/");
        await machine.RunAsync("systemctl stop influxcertd; influxcertd renew");

        // The first generation again, but InfluxDB keeps the second in memory.
        await machine.RunAsync("ln -sfn generations/$(ls /etc/ssl/influxcertd/generations | head -1) /etc/ssl/influxcertd/current");
        await machine.RunAsync("influxcertd status --output json | jq -e '.findings[] | select(.reason == \"old-certificate-served\")'");
        await machine.RunAsync("influxcertd apply && influxcertd verify");
    }

    [Fact]
    public async Task An_environment_override_is_named_and_nothing_is_edited()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("echo INFLUXDB_HTTP_HTTPS_ENABLED=false > /etc/default/influxdb; cp /etc/influxdb/influxdb.conf /tmp/before");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("journalctl -t influxcertd -u influxcertd INFLUXCERTD_EVENT=environment-override | grep -q INFLUXDB_HTTP_HTTPS_ENABLED");
        await machine.RunAsync("cmp /etc/influxdb/influxdb.conf /tmp/before; curl -sf http://localhost:8086/ping");
    }

    [Fact]
    public async Task Https_that_someone_else_set_up_is_watched_and_not_touched()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("""
            openssl req -x509 -newkey rsa:2048 -nodes -days 5 -subj /CN=own -keyout /etc/ssl/own.key -out /etc/ssl/own.crt 2>/dev/null
            chmod 644 /etc/ssl/own.key
            sed -i 's|^  # https-enabled = false|  https-enabled = true\n  https-certificate = "/etc/ssl/own.crt"\n  https-private-key = "/etc/ssl/own.key"|' /etc/influxdb/influxdb.conf
            cp /etc/influxdb/influxdb.conf /tmp/before; systemctl restart influxdb
            """);
        await machine.EventuallyAsync("curl -sfk https://localhost:8086/ping");
        var fingerprint = await machine.ServedFingerprintAsync();
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("journalctl INFLUXCERTD_EVENT=foreign-certificate | grep -q /etc/ssl/own.crt");
        await machine.EventuallyAsync("journalctl INFLUXCERTD_EVENT=expiry-alert | grep -q 'expires in 4 days'");
        await machine.RunAsync("cmp /etc/influxdb/influxdb.conf /tmp/before");
        Assert.Equal(fingerprint, await machine.ServedFingerprintAsync());

        // The operator's word is enough to have it replaced.
        await machine.RunAsync("printf '[certificate]\\nsource = \"self-signed\"\\n' > /etc/influxcertd/influxcertd.toml.d/take-over.toml; systemctl reload influxcertd");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.RunAsync("test -f /etc/ssl/own.key");
    }

    public sealed class SharedMachine : IAsyncLifetime
    {
        Machine? _machine;

        internal Machine Machine => _machine!;

        public async ValueTask InitializeAsync() => _machine = await Machine.BootWithHttpsAsync();

        public ValueTask DisposeAsync() => _machine?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
