namespace InfluxCertd.SystemTests;

/// <summary>
/// Clients on the host follow InfluxDB. Telegraf is not in Debian: a stand-in reads the same telegraf.conf and writes points,
/// verifying as Go does, by tls_ca alone, read once, and by name.
/// </summary>
public class ClientTests
{
    const string Plain = """
        [agent]
          interval = "1s"

        [[outputs.influxdb]]
          urls = ["http://localhost:8086"] # this host
          database = "telegraf"
        """;

    /// <summary>Reads its configuration and the CA file when it starts or is reloaded, as Telegraf does; ends on a URL that it does not know.</summary>
    const string StandIn = """
        #!/bin/bash
        load() {
            url=$(sed -n 's/^ *urls = \["\([^"]*\)"\].*/\1/p' /etc/telegraf/telegraf.conf)
            ca=$(sed -n 's/^ *tls_ca = "\([^"]*\)".*/\1/p' /etc/telegraf/telegraf.conf)
            [ -z "$ca" ] || cp "$ca" /run/stand-in.ca
            case $url in http*) ;; *) exit 1 ;; esac
            [ ! -e /etc/telegraf/hates-https ] || case $url in https*) exit 1 ;; esac
        }
        trap load HUP
        load
        while :; do
            curl -s -o /dev/null -m 5 ${ca:+--cacert /run/stand-in.ca --capath /nowhere} -A Telegraf/1.30 --data-binary 'cpu value=1' "$url/write?db=telegraf" || echo "write failed: $?"
            sleep 0.1
        done
        """;

    const string Points = "influx -ssl -unsafeSsl -database telegraf -execute 'SELECT count(value) FROM cpu WHERE time > now() - 2s' | grep -qE ' [1-9][0-9]*$'";

    [Fact]
    public async Task Telegraf_goes_on_from_the_first_switch_through_twenty_renewals_and_back()
    {
        await using var machine = await BootWithStandInAsync();
        await machine.RunAsync("curl -s -A plain-writer/1 --data-binary 'x value=1' 'http://localhost:8086/write?db=telegraf'");
        await machine.RunAsync($"dpkg-deb -x {Machine.Package} /root/unpacked && /root/unpacked/usr/bin/influxcertd plan > /root/plan; grep -q 'Telegraf/1.30.*is converted' /root/plan && grep -q 'plain-writer/1.*needs a person' /root/plan");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.EventuallyAsync(Points);
        await machine.RunAsync("grep -q 'https://localhost:8086\"\\] # this host' /etc/telegraf/telegraf.conf");
        await machine.EventuallyAsync("influxcertd status");
        Assert.Contains("plain-writer/1 at 127.0.0.1", Assert.Single(await machine.EventsAsync("clients-need-attention")).GetProperty("MESSAGE").GetString(), StringComparison.Ordinal);
        await machine.EventuallyAsync("influxcertd status | grep -q 'plain-writer/1: not seen since'");
        await machine.EventuallyAsync("curl -sf --cacert /etc/ssl/influxcertd/trust.pem -A plain-writer/1 https://localhost:8086/ping && influxcertd status | grep -q 'plain-writer/1: back over HTTPS'");
        Assert.Single(await machine.EventsAsync("client-converted"));

        await machine.RunAsync("printf '[certificate]\\nkey = \"ecdsa-p256\"\\n' > /etc/influxcertd/influxcertd.toml && date +%s > /root/began");
        await machine.RunAsync("for n in $(seq 20); do influxcertd renew --wait || exit 1; done", TimeSpan.FromMinutes(3));
        await machine.RunAsync(Points);
        await machine.RunAsync("! journalctl --no-pager -u influxdb --since=@$(cat /root/began) | grep 'TLS handshake error'");

        await machine.RunAsync("influxcertd disable --wait && cmp /etc/telegraf/telegraf.conf /root/telegraf.conf");
        await machine.EventuallyAsync(Points.Replace("-ssl -unsafeSsl ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_can_not_be_converted_holds_nobody_up_and_runs_as_before()
    {
        await using var machine = await BootWithStandInAsync();
        await machine.RunAsync("touch /etc/telegraf/hates-https; mkdir -p /etc/kapacitor && printf '[[influxdb]\\n' > /etc/kapacitor/kapacitor.conf");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.EventuallyAsync("cmp /etc/telegraf/telegraf.conf /root/telegraf.conf && systemctl is-active telegraf");
        await machine.EventuallyAsync("influxcertd status --output json | grep -q client-refused");
        await machine.RunAsync("influxcertd status --output json | grep -q client-unreadable && grep -qx '\\[\\[influxdb\\]' /etc/kapacitor/kapacitor.conf");
        Assert.Contains((await machine.EventsAsync("clients-need-attention")), entry =>
            entry.GetProperty("MESSAGE").GetString()!.StartsWith("telegraf has its old configuration back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_confirm_the_daemon_waits_for_a_person()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("mkdir -p /etc/influxcertd && printf '[clients]\\nfirst_apply = \"confirm\"\\n' > /etc/influxcertd/influxcertd.toml");
        await machine.RunAsync($"DEBIAN_FRONTEND=noninteractive apt-get install -y -o Dpkg::Options::=--force-confold {Machine.Package}");
        await machine.EventuallyAsync("systemctl status influxcertd | grep -q 'once a person runs influxcertd apply'");
        await machine.RunAsync("systemctl reload influxcertd && sleep 1 && curl -sf http://localhost:8086/ping");
        await machine.RunAsync("influxcertd apply --wait && influxcertd verify");
    }

    static async Task<Machine> BootWithStandInAsync()
    {
        var machine = await Machine.BootAsync();
        await machine.RunAsync($"""
            influx -execute 'CREATE DATABASE telegraf'
            mkdir -p /etc/telegraf
            cat > /etc/telegraf/telegraf.conf <<'CONF'
            {Plain}
            CONF
            cp /etc/telegraf/telegraf.conf /root/telegraf.conf
            cat > /usr/local/bin/stand-in <<'PROGRAM'
            {StandIn}
            PROGRAM
            chmod +x /usr/local/bin/stand-in
            printf '[Service]\nExecStart=/usr/local/bin/stand-in\nExecReload=/bin/kill -HUP $MAINPID\n' > /etc/systemd/system/telegraf.service
            systemctl daemon-reload && systemctl start telegraf
            """);
        return machine;
    }
}
