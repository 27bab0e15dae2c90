namespace InfluxCertd.SystemTests.Sources;

public class PrivateCaSourceTests
{
    const string Settings = "source = \"private-ca\"\nkey = \"ecdsa-p256\"\npublish_ahead = \"10s\"";

    [Fact]
    public async Task Clients_trust_one_root_over_every_renewal_and_a_rotation_overlaps()
    {
        await using var host = await SourceMachine.BootAsync();
        foreach (var form in Enum.GetValues<Form>())
        {
            await host.InstallFreshAsync(form, Settings);
            await host.ServedAsync();
            await host.NamesAsync(form);
            await host.Machine.RunAsync("influxcertd ca export >/root/old-root.pem");
            var first = await host.Machine.ServedFingerprintAsync();
            await host.Machine.RunAsync("influxcertd renew");
            Assert.NotEqual(first, await host.Machine.ServedFingerprintAsync());
            await host.ServedAsync("/root/old-root.pem");
            SourceTable.Verify("private-ca", form, "by itself", "by itself; the root stays", "by `trust.pem`", "by `trust.pem`", "–");
        }

        await RenewsByTheClockAsync(host);
        await RotatesAsync(host);
    }

    /// <summary>A client that was given the root once fails at no renewal of the daemon's.</summary>
    static async Task RenewsByTheClockAsync(SourceMachine host)
    {
        await host.ConfigureAsync(Form.Bundle, Settings + "\nlifetime = \"60s\"\nrenew_before = \"50s\"");
        await host.Machine.RunAsync("influxcertd renew");
        await host.StartClientAsync();
        for (var renewal = 0; renewal < 2; renewal++)
        {
            await host.AnotherIsServedAsync(await host.Machine.ServedFingerprintAsync(), TimeSpan.FromSeconds(45));
        }

        await host.EndClientAsync();
        await host.ConfigureAsync(Form.Bundle, Settings);
        await host.Machine.RunAsync("influxcertd renew && cmp /root/old-root.pem /root/pinned.pem");
    }

    static async Task RotatesAsync(SourceMachine host)
    {
        await host.Machine.RunAsync("influxcertd trust install && curl -sf https://localhost:8086/ping && systemctl is-enabled -q influxcertd-trust.path");
        await host.Machine.RunAsync("influxcertd ca rotate");
        Assert.Equal(["signs", "signs_next"], await StatesAsync(host));
        await host.RefusesAsync("the next root waits already", "influxcertd ca rotate");
        await host.ServedAsync("/root/old-root.pem");

        // Clients that were told in time know both.
        await host.Machine.RunAsync($"test $(grep -c BEGIN {SourceMachine.TrustBundle}) = 2 && influxcertd ca export | cmp - {SourceMachine.TrustBundle}");
        await host.Machine.RunAsync($"cp {SourceMachine.TrustBundle} /root/both.pem; sleep 10; influxcertd renew");
        Assert.Equal(["superseded", "signs"], await StatesAsync(host));
        await host.ServedAsync();
        await host.ServedAsync("/root/both.pem");
        await host.Machine.RunAsync("! bash /root/served.sh $(hostname -f) /root/old-root.pem");

        // The system's store has followed by itself.
        await host.Machine.EventuallyAsync("test $(ls /usr/local/share/ca-certificates/influxcertd-*.crt | wc -l) = 2 && curl -sf https://localhost:8086/ping");
        await ReplacesAsync(host);
        await host.Machine.RunAsync("influxcertd trust remove && ! curl -sf https://localhost:8086/ping && ! ls /usr/local/share/ca-certificates/influxcertd-*.crt && ! systemctl is-enabled -q influxcertd-trust.path");
    }

    /// <summary>A root that was stolen: trusted by nobody from now on, this host's own store included.</summary>
    static async Task ReplacesAsync(SourceMachine host)
    {
        await host.Machine.RunAsync($"cp {SourceMachine.TrustBundle} /root/stolen.pem");
        var replaced = await host.Machine.TryAsync("influxcertd ca rotate --now");
        Assert.Equal(0, replaced.ExitCode);
        Assert.Contains("every client that knows only the old one fails", replaced.Error, StringComparison.Ordinal);
        Assert.Equal(["signs"], await StatesAsync(host));
        await host.ServedAsync();
        await host.Machine.RunAsync($"test $(grep -c BEGIN {SourceMachine.TrustBundle}) = 1 && ! bash /root/served.sh {host.Name} /root/stolen.pem");
        await host.Machine.EventuallyAsync("test $(ls /usr/local/share/ca-certificates/influxcertd-*.crt | wc -l) = 1 && curl -sf https://localhost:8086/ping");
    }

    static async Task<string[]> StatesAsync(SourceMachine host) =>
        (await host.Machine.RunAsync("influxcertd ca show --output json | jq -r '.roots[].state'")).Split('\n');
}
