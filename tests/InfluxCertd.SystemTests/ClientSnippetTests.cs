namespace InfluxCertd.SystemTests;

/// <summary>The settings that <c>influxcertd clients</c> prints, run as they are printed.</summary>
public class ClientSnippetTests
{
    [Fact]
    public async Task Snippets_connect_and_whoever_does_not_trust_is_seen_in_the_journal()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("influxcertd clients curl | sed 's/^curl /curl -sf /' | bash");
        await machine.RunAsync("echo \"$(influxcertd clients influx) -execute 'SHOW DATABASES'\" | bash | grep -q 'name: databases'");
        await machine.RunAsync("influxcertd clients --trust-anchor > /root/trust.pem && curl -sf --cacert /root/trust.pem https://localhost:8086/ping");
        Assert.Equal(
            await machine.ServedFingerprintAsync(),
            (await machine.RunAsync("influxcertd clients | sed -n 's/.*fingerprint is //p'")).TrimEnd('.'));

        // Python's own client library is not in Debian, but what it hands verify_ssl to is made of this.
        await machine.RunAsync("command -v python3 >/dev/null || exit 0; python3 -c \"import ssl, urllib.request; urllib.request.urlopen('https://localhost:8086/ping', context=ssl.create_default_context(cafile='/root/trust.pem'))\"");

        var typo = await machine.TryAsync("influxcertd clients telegraff");
        Assert.Equal(64, typo.ExitCode);
        Assert.Contains("did you mean \"telegraf\"?", typo.Error, StringComparison.Ordinal);

        await machine.TryAsync("curl -s https://localhost:8086/ping; influx -ssl -execute 'SHOW DATABASES'");
        await machine.EventuallyAsync("journalctl --no-pager -u influxdb | grep -q 'http: TLS handshake error from'");
    }

    [Fact]
    public async Task Prometheus_writes_to_influxdb_with_the_printed_settings()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.CopyAsync(await DebianPackage.DownloadAsync("prometheus"), "/root/prometheus.deb");
        // The program alone: its dependencies are those of its web pages.
        await machine.RunAsync("dpkg-deb -x /root/prometheus.deb /root/prometheus && influx -ssl -unsafeSsl -execute 'CREATE DATABASE prometheus'");
        await machine.RunAsync("""
            cd /root && {
                printf 'global:\n  scrape_interval: 1s\nscrape_configs:\n  - job_name: self\n    static_configs:\n      - targets: ["localhost:9090"]\n'
                influxcertd clients prometheus
            } > prometheus.yml
            prometheus/usr/bin/promtool check config prometheus.yml
            systemd-run -q --unit prometheus-test prometheus/usr/bin/prometheus --config.file=/root/prometheus.yml --storage.tsdb.path=/root/tsdb
            """);
        await machine.EventuallyAsync(
            "influx -ssl -unsafeSsl -database prometheus -execute 'SELECT count(value) FROM up' | grep -qE ' [1-9][0-9]*$'", TimeSpan.FromSeconds(60));
        await machine.RunAsync("! journalctl --no-pager -u influxdb | grep 'TLS handshake error'");
    }
}
