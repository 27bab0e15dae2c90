using InfluxCertd.SystemTests.Faults;

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
    public async Task Telegraf_goes_on_from_the_first_switch_through_renewals_and_back()
    {
        await using var machine = await BootWithStandInAsync();
        await machine.RunAsync("curl -s -A plain-writer/1 --data-binary 'x value=1' 'http://localhost:8086/write?db=telegraf'");
        await machine.RunAsync($"dpkg-deb -x {Machine.Package} /root/unpacked && /root/unpacked/usr/bin/influxcertd plan > /root/plan; grep -q 'Telegraf/1.30 at 127.0.0.1 *is converted, database telegraf, last seen' /root/plan");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.EventuallyAsync(Points);
        await machine.RunAsync("grep -q 'https://localhost:8086\"\\] # this host' /etc/telegraf/telegraf.conf");
        await machine.EventuallyAsync("influxcertd status");
        Assert.Contains("plain-writer/1 at 127.0.0.1", Assert.Single(await machine.EventsAsync("clients-need-attention")).GetProperty("MESSAGE").GetString(), StringComparison.Ordinal);

        // The proof is a write that InfluxDB has logged.
        await machine.EventuallyAsync("influxcertd status | grep -q 'Telegraf/1.30 at 127.0.0.1 *points arrive over HTTPS'");
        await machine.EventuallyAsync("journalctl --no-pager -o cat INFLUXCERTD_EVENT=client-returned | grep -q .", TimeSpan.FromSeconds(15));
        Assert.Equal("telegraf's points arrive over HTTPS, from Telegraf/1.30 at 127.0.0.1 into telegraf",
            Assert.Single(await machine.EventsAsync("client-returned")).GetProperty("MESSAGE").GetString());
        Assert.Single(await machine.EventsAsync("client-converted"));

        await machine.RunAsync("printf '[certificate]\\nkey = \"ecdsa-p256\"\\n' > /etc/influxcertd/influxcertd.toml && date +%s > /root/began");
        await machine.RunAsync($"for n in $(seq {(FaultScript.Full ? 20 : 6)}); do influxcertd renew --wait || exit 1; done", TimeSpan.FromMinutes(3));
        await machine.RunAsync(Points);
        await machine.RunAsync("! journalctl --no-pager -u influxdb --since=@$(cat /root/began) | grep 'TLS handshake error'");

        await machine.RunAsync("influxcertd disable --wait && cmp /etc/telegraf/telegraf.conf /root/telegraf.conf");
        await machine.EventuallyAsync(Points.Replace("-ssl -unsafeSsl ", "", StringComparison.Ordinal));

        // Whoever does not have requests logged is told so, instead of being told that points are missing.
        await machine.RunAsync("sed -i 's/^\\[http\\]/&\\n  log-enabled = false/' /etc/influxdb/influxdb.conf && influxcertd apply --wait");
        await machine.EventuallyAsync("journalctl --no-pager -o cat INFLUXCERTD_EVENT=clients-need-attention | grep -q \"telegraf's points arrive over HTTPS can't be told, as .http. says log-enabled = false; see journalctl -u telegraf.service\"");
        await machine.RunAsync("influxcertd status | grep -q \"can't be told whether it is back, as .http. says log-enabled = false\"");
    }

    [Fact]
    public async Task A_client_elsewhere_is_named_before_the_switch_missing_after_it_and_back_once_it_is_changed()
    {
        await using var machine = await Machine.BootAsync();
        var url = $"https://{machine.Name}.example.org:8086";
        const string elsewhere = "ip netns exec elsewhere curl -sf -m 5 -A plain-writer/1 -u joe:secret --data-binary 'x value=1'";
        await machine.RunAsync($"""
            influx -execute 'CREATE DATABASE plant'
            ip netns add elsewhere && ip link add here type veth peer name there netns elsewhere
            ip addr add 192.0.2.1/24 dev here && ip link set here up
            ip -n elsewhere addr add 192.0.2.7/24 dev there && ip -n elsewhere link set there up
            mkdir -p /etc/netns/elsewhere && echo "192.0.2.1 {machine.Name}.example.org" > /etc/netns/elsewhere/hosts
            systemd-run -q --unit plain-writer bash -c "while sleep 0.2; do {elsewhere} 'http://192.0.2.1:8086/write?db=plant'; done"
            """);
        await machine.EventuallyAsync("influx -database plant -execute 'SELECT count(value) FROM x' | grep -qE ' [1-9][0-9]*$'");
        await machine.RunAsync($"""
            dpkg-deb -x {Machine.Package} /root/unpacked && /root/unpacked/usr/bin/influxcertd plan > /root/plan
            set -e
            grep -q 'plain-writer/1 at 192.0.2.7 *needs a person, user joe, database plant, last seen' /root/plan
            grep -q 'ssh {machine.Name}.example.org influxcertd clients --trust-anchor | sudo tee /etc/ssl/influxdb.pem' /root/plan
            grep -q 'write {url} in place of http://…:8086, and trust the certificates in /etc/ssl/influxdb.pem' /root/plan
            """);
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.EventuallyAsync("influxcertd status | grep -q 'plain-writer/1 at 192.0.2.7 *not back: last seen 20.* UTC, in plain HTTP'");

        // Ten minutes later, told once.
        await machine.RunAsync("for n in 1 2; do faketime -f +11m influxcertd apply --wait; done");
        Assert.StartsWith("plain-writer/1 at 192.0.2.7 was last seen", Assert.Single(await machine.EventsAsync("client-missing"), IsOfTheWriter).GetProperty("MESSAGE").GetString(), StringComparison.Ordinal);

        // Half-way: it speaks HTTPS and trusts somebody else.
        await machine.RunAsync($"systemctl stop plain-writer; for n in 1 2 3; do {elsewhere} --cacert /etc/ssl/certs/ca-certificates.crt '{url}/write?db=plant'; done; true");
        await machine.EventuallyAsync("influxcertd status | grep -q 'a client at 192.0.2.7 *does not trust the certificate: TLS handshakes fail since'");
        await machine.RunAsync("for n in 1 2; do influxcertd apply --wait; done");
        Assert.Single(await machine.EventsAsync("client-refuses-certificate"));

        await machine.RunAsync($"influxcertd clients --trust-anchor > /etc/ssl/influxdb.pem && {elsewhere} --cacert /etc/ssl/influxdb.pem '{url}/write?db=plant'");
        await machine.EventuallyAsync("influxcertd status | grep -q 'plain-writer/1 at 192.0.2.7 *points arrive over HTTPS'");
        await machine.RunAsync("influxcertd apply --wait");
        Assert.Contains("plain-writer/1 at 192.0.2.7 has come back over HTTPS", Assert.Single(await machine.EventsAsync("client-returned")).GetProperty("MESSAGE").GetString(), StringComparison.Ordinal);
    }

    static bool IsOfTheWriter(System.Text.Json.JsonElement entry) => entry.GetProperty("MESSAGE").GetString()!.Contains("plain-writer", StringComparison.Ordinal);

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
        await GoesOnWithStoppedMaskedAndReadOnlyAsync(machine);
    }

    static async Task GoesOnWithStoppedMaskedAndReadOnlyAsync(Machine machine)
    {
        await machine.RunAsync("systemctl stop influxcertd && influxcertd disable --wait && rm /etc/telegraf/hates-https /etc/kapacitor/kapacitor.conf && cmp /etc/telegraf/telegraf.conf /root/telegraf.conf");

        // Whoever stopped or masked it decides when it starts; it starts on the right configuration.
        foreach (var (idle, activity) in new[] { ("systemctl stop telegraf", "inactive"), ("systemctl mask telegraf", "inactive") })
        {
            await machine.RunAsync($"{idle} && printf '# %s\n' \"$RANDOM\" >> /etc/telegraf/telegraf.conf && cp /etc/telegraf/telegraf.conf /root/telegraf.conf");
            await machine.RunAsync($"influxcertd apply --wait && grep -q https:// /etc/telegraf/telegraf.conf && test $(systemctl show -P ActiveState telegraf) = {activity}");
            await machine.RunAsync($"influxcertd disable --wait && cmp /etc/telegraf/telegraf.conf /root/telegraf.conf && test $(systemctl show -P ActiveState telegraf) = {activity}");
        }

        await machine.RunAsync("systemctl unmask telegraf && systemctl start telegraf");
        await machine.EventuallyAsync(Points.Replace("-ssl -unsafeSsl ", "", StringComparison.Ordinal));

        // A file that can't be replaced: one sentence, and everything is as it was.
        await machine.RunAsync("mount --bind /etc/telegraf/telegraf.conf /etc/telegraf/telegraf.conf && mount -o remount,bind,ro /etc/telegraf/telegraf.conf");
        var refused = await machine.TryAsync("influxcertd apply --wait");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("influxcertd: /etc/telegraf/telegraf.conf can't be replaced: Device or resource busy; the previous state is back", refused.Error.TrimEnd().Split('\n')[^1]);
        await machine.RunAsync("umount /etc/telegraf/telegraf.conf && cmp /etc/telegraf/telegraf.conf /root/telegraf.conf && curl -sf http://localhost:8086/ping && systemctl is-active telegraf");

        // A folder that can't be written to is known before: the client is named, and holds nobody up.
        await machine.RunAsync("mount --bind /etc/telegraf /etc/telegraf && mount -o remount,bind,ro /etc/telegraf");
        await machine.RunAsync("influxcertd plan | grep -q 'Telegraf/1.30 at 127.0.0.1 *needs a person'; influxcertd apply --wait 2>&1 | grep -q '^influxcertd: /etc/telegraf/telegraf.conf:5: .*, is not converted, as its folder is read-only here'");
        await machine.RunAsync("umount /etc/telegraf && cmp /etc/telegraf/telegraf.conf /root/telegraf.conf && influxcertd verify && influxcertd apply --wait");
        await machine.EventuallyAsync(Points);
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
            printf '[Service]\nExecStart=/usr/local/bin/stand-in\nExecReload=/bin/kill -HUP $MAINPID\n' > /usr/lib/systemd/system/telegraf.service
            systemctl daemon-reload && systemctl start telegraf
            """);
        return machine;
    }
}
