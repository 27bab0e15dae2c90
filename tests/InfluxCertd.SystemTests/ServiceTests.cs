using System.Globalization;

namespace InfluxCertd.SystemTests;

/// <summary>The daemon under systemd: signals, the watchdog, stopping in the middle, alerts, and an account of its own.</summary>
public class ServiceTests
{
    [Fact]
    public async Task It_is_told_by_nobody_to_end_and_restarted_when_it_hangs()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        foreach (var delay in new[] { "0.01", "0.05", "0.1" })
        {
            // A person's command while the daemon starts must not end it.
            await machine.RunAsync($"systemctl stop influxcertd; systemctl reset-failed influxcertd; systemctl --no-block start influxcertd; sleep {delay}; influxcertd renew --wait");
            await machine.EventuallyAsync("systemctl is-active influxcertd");
            Assert.Equal("0", await machine.RunAsync("systemctl show -P NRestarts influxcertd"));
        }

        await machine.RunAsync("""
            mkdir -p /etc/systemd/system/influxcertd.service.d
            printf '[Service]\nWatchdogSec=3s\n' > /etc/systemd/system/influxcertd.service.d/watchdog.conf
            systemctl daemon-reload; systemctl restart influxcertd; sleep 5
            """);
        Assert.Equal("0", await machine.RunAsync("systemctl show -P NRestarts influxcertd"));
        await machine.RunAsync("kill -STOP $(systemctl show -P MainPID influxcertd)");
        await machine.EventuallyAsync("test $(systemctl show -P NRestarts influxcertd) = 1 && systemctl is-active influxcertd");
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_renewal_it_rolls_back_however_long_that_takes()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync(InfluxDbWrapper.Slow(8));
        await machine.RunAsync("""
            printf '[certificate]\nlifetime = "1h"\n' > /etc/influxcertd/influxcertd.toml.d/short.toml
            influxcertd renew --wait
            mkdir -p /etc/systemd/system/influxcertd.service.d
            printf '[Service]\nTimeoutStopSec=3s\nEnvironment=LD_PRELOAD=%s FAKETIME=+50m\n' $(ls /usr/lib/*/faketime/libfaketime.so.1) > /etc/systemd/system/influxcertd.service.d/time.conf
            systemctl daemon-reload; systemctl restart influxcertd
            """);
        await machine.EventuallyAsync("test -e /var/lib/influxcertd/intent.json");
        var seconds = await machine.RunAsync("sleep 2; SECONDS=0; systemctl stop influxcertd; echo $SECONDS", TimeSpan.FromSeconds(90));

        // Longer than systemd would wait for a service that does not ask for more (EXTEND_TIMEOUT_USEC).
        Assert.True(int.Parse(seconds, CultureInfo.InvariantCulture) > 3, seconds);
        Assert.Equal("success", await machine.RunAsync("systemctl show -P Result influxcertd"));
        await machine.EventuallyAsync("influxcertd verify");
        Assert.NotEqual(0, (await machine.TryAsync("test -e /var/lib/influxcertd/intent.json")).ExitCode);
        await machine.RunAsync("! journalctl -t influxcertd | grep -i 'unhandled'");
    }

    /// <remarks>systemd orders InfluxDB's start after our stop, which waits for it: unless told otherwise, until systemd kills us.</remarks>
    [Fact]
    public async Task Stopped_at_whatever_instant_of_a_change_it_does_not_wait_for_itself()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        foreach (var milliseconds in new[] { 0, 40, 80, 120, 160, 200, 240 })
        {
            await machine.RunAsync(string.Create(CultureInfo.InvariantCulture, $$"""
                systemctl reset-failed influxcertd influxdb
                printf '[certificate]\nkey = "ecdsa-p256"\nnames = ["at-{{milliseconds}}.example.org"]\n' > /etc/influxcertd/influxcertd.toml.d/names.toml
                systemctl reload influxcertd; sleep {{milliseconds / 1000.0}}
                SECONDS=0; systemctl stop influxcertd; [ $SECONDS -lt 20 ] && [ $(systemctl show -P Result influxcertd) = success ] && [ ! -e /var/lib/influxcertd/intent.json ]
                systemctl start influxcertd
                """));
            await machine.EventuallyAsync("influxcertd verify && influxcertd status");
        }
    }

    [Fact]
    public async Task A_certificate_that_can_not_be_renewed_is_alerted_about_louder_and_louder()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync(InfluxDbWrapper.RequiresThisCertificate("this certificate I will not have") + "\nmkdir -p /etc/systemd/system/influxcertd.service.d");
        foreach (var day in new[] { 336, 337, 352, 359, 363, 364 })
        {
            await machine.RunAsync($"""
                printf '[Service]\nEnvironment=LD_PRELOAD=%s "FAKETIME=+{day.ToString(CultureInfo.InvariantCulture)}d"\n' $(ls /usr/lib/*/faketime/libfaketime.so.1) > /etc/systemd/system/influxcertd.service.d/time.conf
                systemctl daemon-reload; systemctl restart influxcertd
                """);
            await machine.EventuallyAsync($"systemctl show -P StatusText influxcertd | grep -q 'next is at\\|due since\\|left alone'");
        }

        Assert.Equal(["5", "4", "3", "3", "2"], (await machine.EventsAsync("expiry-alert")).Select(alert => alert.GetProperty("PRIORITY").GetString()));
        await machine.RunAsync("influxcertd verify");
    }

    [Fact]
    public async Task An_account_of_its_own_scores_at_most_one_and_a_half_and_renews()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        if ((await machine.TryAsync("command -v pkaction")).ExitCode != 0)
        {
            Assert.Skip("The machine's image has no polkit.");
        }

        // The commands are those of the document.
        var commands = Machine.ReadDocument("docs/dedicated-user.md").Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line[4..]);
        await machine.RunAsync("set -e\n" + string.Join('\n', commands));
        await machine.EventuallyAsync("systemctl show -P StatusText influxcertd | grep -q 'valid until'");
        var exposure = await machine.RunAsync("systemd-analyze security --no-pager influxcertd.service | grep -o 'Overall exposure level.*: [0-9.]*' | grep -o '[0-9.]*$'");
        Assert.True(double.Parse(exposure, CultureInfo.InvariantCulture) <= 1.5, exposure);
        Assert.Equal("influxcertd", await machine.RunAsync("ps -o user= -p $(systemctl show -P MainPID influxcertd) | cut -c 1-11"));

        var first = await machine.ServedFingerprintAsync();
        await machine.RunAsync("""
            printf '[Service]\nEnvironment=LD_PRELOAD=%s FAKETIME=+340d\n' $(ls /usr/lib/*/faketime/libfaketime.so.1) > /etc/systemd/system/influxcertd.service.d/time.conf
            systemctl daemon-reload; systemctl restart influxcertd
            """);
        await machine.EventuallyAsync("openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -checkend $((390*86400))");
        Assert.NotEqual(first, await machine.ServedFingerprintAsync());
        Assert.Equal("640 influxcertd:influxdb", await machine.RunAsync("stat -L -c '%a %U:%G' /etc/ssl/influxdb-selfsigned.key"));
    }
}
