namespace InfluxCertd.SystemTests.Sources;

public class CsrSourceTests
{
    [Fact]
    public async Task A_request_is_carried_to_a_ca_and_what_comes_back_is_served()
    {
        await using var host = await SourceMachine.BootAsync();
        foreach (var form in Enum.GetValues<Form>())
        {
            // Until the CA has signed, a self-signed certificate stands in.
            await host.InstallFreshAsync(form, "source = \"csr\"\nkey = \"ecdsa-p256\"");
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

        // Other names are wanted: another request.
        var request = await host.Machine.RunAsync("influxcertd csr");
        Assert.Equal(request, await host.Machine.RunAsync("influxcertd csr"));
        await host.ConfigureAsync(Form.Separate, "source = \"csr\"\nkey = \"ecdsa-p256\"\nnames = [\"influx.example.org\"]");
        await host.Machine.RunAsync("influxcertd csr | openssl req -noout -text | grep -q DNS:influx.example.org");
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
