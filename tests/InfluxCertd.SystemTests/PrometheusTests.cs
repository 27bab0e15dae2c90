namespace InfluxCertd.SystemTests;

/// <summary>Debian's Prometheus in Debian's unit, as a client of this host.</summary>
public class PrometheusTests
{
    const string Conf = "/etc/prometheus/prometheus.yml";

    const string Plain = """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: self
            static_configs:
              - targets: ["localhost:9090"]   # itself
        remote_write:
          - url: http://localhost:8086/api/v1/prom/write?db=prometheus # this host
            queue_config:
              batch_send_deadline: 1s
        remote_read:
          - url: "http://localhost:8086/api/v1/prom/read?db=prometheus"
        """;

    /// <summary>Whether samples of the last seconds are there, by plain HTTP or HTTPS.</summary>
    const string Arrives = "influx {0} -database prometheus -execute 'SELECT count(value) FROM up WHERE time > now() - 3s' | grep -qE ' [1-9][0-9]*$'";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Prometheus_follows_the_switch_goes_back_with_it_and_takes_the_printed_settings()
    {
        await using var machine = await Machine.BootAsync();
        await machine.CopyAsync(await DebianPackage.DownloadAsync("prometheus"), "/root/prometheus.deb");
        await machine.RunAsync($"""
            influx -execute 'CREATE DATABASE prometheus'
            # What it depends on are the scripts of its web pages.
            dpkg -i --force-depends /root/prometheus.deb
            # What is queued for the old address when it reloads, it tries to be rid of first, for a minute unless told.
            echo 'ARGS="--storage.remote.flush-deadline=2s"' > /etc/default/prometheus
            cat > {Conf} <<'CONF'
            {Plain}
            CONF
            cp {Conf} /root/plain.yml && systemctl restart prometheus
            """);
        await machine.EventuallyAsync(Arrival(https: false), Patience);

        await machine.RunAsync($"dpkg -i {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.RunAsync($"promtool check config {Conf} && test $(grep -c 'https://localhost:8086/api/v1/prom' {Conf}) = 2 && test $(grep -c 'ca_file: /etc/ssl/influxcertd/trust.pem' {Conf}) = 2 && grep -q '# this host' {Conf}");
        await machine.EventuallyAsync(Arrival(https: true), Patience);
        await machine.EventuallyAsync("influxcertd status | grep -q 'Prometheus/2.* at .*points arrive over HTTPS'");
        await machine.EventuallyAsync("journalctl --no-pager -o cat INFLUXCERTD_EVENT=client-returned | grep -q .");
        Assert.StartsWith("prometheus's points arrive over HTTPS, from Prometheus/2.",
            Assert.Single(await machine.EventsAsync("client-returned")).GetProperty("MESSAGE").GetString(), StringComparison.Ordinal);
        await machine.RunAsync("test $(curl -s 'http://localhost:9090/api/v1/query?query=prometheus_remote_storage_samples_failed_total' | jq -r '.data.result[0].value[1]') = 0");

        await machine.RunAsync($"influxcertd disable --wait && cmp {Conf} /root/plain.yml");
        await machine.EventuallyAsync(Arrival(https: false), Patience);

        await machine.RunAsync($$"""
            influxcertd apply --wait
            { sed '/^remote_/,$d' /root/plain.yml; influxcertd clients prometheus; } > {{Conf}}
            promtool check config {{Conf}} && systemctl reload prometheus
            """);
        await machine.EventuallyAsync(Arrival(https: true), Patience);
        await machine.RunAsync("influxcertd plan && ! journalctl --no-pager -u influxdb | grep 'TLS handshake error'");
    }

    static string Arrival(bool https) => Arrives.Replace("{0}", https ? "-ssl -unsafeSsl" : "", StringComparison.Ordinal);
}
