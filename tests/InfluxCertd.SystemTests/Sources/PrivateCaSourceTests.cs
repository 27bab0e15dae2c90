namespace InfluxCertd.SystemTests.Sources;

public class PrivateCaSourceTests
{
    [Fact]
    public async Task Clients_trust_one_root_over_every_renewal_and_a_rotation_overlaps()
    {
        await using var host = await SourceMachine.BootAsync();
        foreach (var form in Enum.GetValues<Form>())
        {
            await host.InstallFreshAsync(form, "source = \"private-ca\"\nkey = \"ecdsa-p256\"\npublish_ahead = \"5s\"");
            await host.ServedAsync();
            await host.NamesAsync(form);
            await host.Machine.RunAsync("influxcertd ca export >/root/old-root.pem");
            var first = await host.Machine.ServedFingerprintAsync();
            await host.Machine.RunAsync("influxcertd renew");
            Assert.NotEqual(first, await host.Machine.ServedFingerprintAsync());
            await host.ServedAsync("/root/old-root.pem");
            SourceTable.Verify("private-ca", form, "by itself", "by itself; the root stays", "by `trust.pem`", "by `trust.pem`", "–");
        }

        await RotatesAsync(host);
    }

    static async Task RotatesAsync(SourceMachine host)
    {
        await host.Machine.RunAsync("influxcertd trust install && curl -sf https://localhost:8086/ping && systemctl is-enabled -q influxcertd-trust.path");
        await host.Machine.RunAsync("influxcertd ca rotate");
        await host.RefusesAsync("the next root waits already", "influxcertd ca rotate");
        Assert.Equal(["signs", "signs_next"], await StatesAsync(host));
        await host.ServedAsync("/root/old-root.pem");

        // Clients that were told in time know both.
        await host.Machine.RunAsync($"test $(grep -c BEGIN {SourceMachine.TrustBundle}) = 2 && influxcertd ca export | cmp - {SourceMachine.TrustBundle}");
        await host.Machine.RunAsync($"cp {SourceMachine.TrustBundle} /root/both.pem; sleep 5; influxcertd renew");
        Assert.Equal(["superseded", "signs"], await StatesAsync(host));
        await host.ServedAsync();
        await host.ServedAsync("/root/both.pem");
        await host.Machine.RunAsync("! bash /root/served.sh $(hostname -f) /root/old-root.pem");

        // The system's store has followed by itself.
        await host.Machine.EventuallyAsync("test $(ls /usr/local/share/ca-certificates/influxcertd-*.crt | wc -l) = 2 && curl -sf https://localhost:8086/ping");
        await host.Machine.RunAsync("influxcertd trust remove && ! curl -sf https://localhost:8086/ping && ! ls /usr/local/share/ca-certificates/influxcertd-*.crt && ! systemctl is-enabled -q influxcertd-trust.path");
    }

    static async Task<string[]> StatesAsync(SourceMachine host) =>
        (await host.Machine.RunAsync("influxcertd ca show --output json | jq -r '.roots[].state'")).Split('\n');
}
