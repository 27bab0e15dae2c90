namespace InfluxCertd.SystemTests.Sources;

public class CsrSourceTests
{
    const string Settings = "source = \"csr\"\nkey = \"ecdsa-p256\"";

    [Fact]
    public async Task A_request_is_carried_to_a_ca_and_what_comes_back_is_served()
    {
        await using var host = await SourceMachine.BootAsync();
        foreach (var form in Enum.GetValues<Form>())
        {
            // Until the CA has signed, a self-signed certificate stands in.
            await host.InstallFreshAsync(form, Settings);
            await host.ServedAsync();
            await host.NamesAsync(form);
            await SignAsync(host);
            await RefusesAsync(host);
            await host.Machine.RunAsync("influxcertd import /root/signed.crt");
            await host.ServedAsync("/root/corp/root.crt");
            await host.ServedAsync();
            var first = await host.Machine.ServedFingerprintAsync();

            // The CA signs the same request once more.
            await SignAsync(host);
            await host.Machine.RunAsync("influxcertd import /root/signed.crt");
            Assert.NotEqual(first, await host.Machine.ServedFingerprintAsync());
            await host.ServedAsync("/root/corp/root.crt");
            SourceTable.Verify("csr", form, "`csr`, then `import`; self-signed until then", "`import`", "by the CA's root", "by the CA's root", "another request's certificate, a file that is none");
        }

        await AsksForTheNextAsync(host);

        // Other names are wanted: another request.
        var request = await host.Machine.RunAsync("influxcertd csr");
        Assert.Equal(request, await host.Machine.RunAsync("influxcertd csr"));
        await host.ConfigureAsync(Form.Separate, Settings + "\nnames = [\"influx.example.org\"]");
        await host.Machine.RunAsync("influxcertd csr | openssl req -noout -text | grep -q DNS:influx.example.org");
    }

    /// <summary>When a renewal is due the daemon makes the next request, says that it waits, and is the more urgent the less time is left.</summary>
    static async Task AsksForTheNextAsync(SourceMachine host)
    {
        const string Due = Settings + "\nrenew_before = \"88d23h59m59s\"";
        const string Finding = "influxcertd status --output json | jq -r '.findings[] | select(.reason == \"signature-awaited\") | .severity'";
        await host.Machine.RunAsync("cp /var/lib/influxcertd/csr/request.csr /root/last.csr");
        await host.Machine.RunAsync("influxcertd csr >/root/request.csr && bash /root/corporate-ca.sh sign /root/request.csr /root/signed.crt 89 && influxcertd import /root/signed.crt");
        var served = await host.Machine.ServedFingerprintAsync();
        await host.ConfigureAsync(Form.Separate, Due);
        await host.Machine.RunAsync("systemctl reload influxcertd");
        await host.Machine.EventuallyAsync("! cmp -s /root/last.csr /var/lib/influxcertd/csr/request.csr && test ! -e /var/lib/influxcertd/csr/signed.crt");
        await host.Machine.EventuallyAsync("journalctl -q -o cat -p warning -t influxcertd INFLUXCERTD_EVENT=signature-awaited | tail -n 1 | grep -q 'Made a signing request'");
        Assert.Equal("warning", await host.Machine.RunAsync($"influxcertd status >/dev/null && {Finding}"));
        await host.ConfigureAsync(Form.Separate, Due + "\n[alerts]\nexpiry_days = [91, 90]");
        await host.Machine.RunAsync("systemctl reload influxcertd");
        await host.Machine.EventuallyAsync("journalctl -q -o cat -p crit -t influxcertd INFLUXCERTD_EVENT=signature-awaited | grep -q 'runs out on'");
        Assert.Equal("error", await host.Machine.RunAsync($"! influxcertd status >/dev/null && {Finding}"));
        Assert.Equal(served, await host.Machine.ServedFingerprintAsync());
        await host.ConfigureAsync(Form.Separate, Settings);
        await SignAsync(host);
        await host.Machine.RunAsync("influxcertd import /root/signed.crt && influxcertd status");
        Assert.NotEqual(served, await host.Machine.ServedFingerprintAsync());
    }

    static Task<string> SignAsync(SourceMachine host) => host.Machine.RunAsync(
        "influxcertd csr >/root/request.csr && bash /root/corporate-ca.sh sign /root/request.csr /root/signed.crt && stat -c %a /var/lib/influxcertd/csr/request.key | grep -qx 600");

    static async Task RefusesAsync(SourceMachine host)
    {
        await host.Machine.RunAsync($"bash /root/corporate-ca.sh issue /root/other DNS:{host.Name}; echo nothing >/root/none");
        await host.RefusesAsync("belong", "influxcertd import /root/other.crt");
        await host.RefusesAsync("/root/none", "influxcertd import /root/none");
        await host.RefusesAsync("there is no such file", "influxcertd import /root/missing");
    }
}
