namespace InfluxCertd.SystemTests.Sources;

public class SelfSignedSourceTests
{
    [Fact]
    public async Task A_self_signed_certificate_is_verified_by_the_trust_bundle_in_both_forms()
    {
        await using var host = await SourceMachine.BootAsync();
        foreach (var form in Enum.GetValues<Form>())
        {
            await host.InstallFreshAsync(form, "source = \"self-signed\"\nkey = \"ecdsa-p256\"\nkey_reuse = true");
            await host.ServedAsync();
            await host.NamesAsync(form);
            var pin = await PublicKeyAsync(host);
            var first = await host.Machine.ServedFingerprintAsync();
            await host.Machine.RunAsync("influxcertd renew");
            await host.AnotherIsServedAsync(first);
            await host.ServedAsync();
            Assert.Equal(pin, await PublicKeyAsync(host));
            SourceTable.Verify("self-signed", form, "by itself", "by itself; the key stays with `key_reuse`", "by `trust.pem`", "by `trust.pem`", "–");
        }

        await host.RefusesAsync("is no CA's but the server's own", "influxcertd trust install");
        await host.RefusesAsync("this is for source = \"csr\", and \"self-signed\" is configured", "influxcertd csr");
        await host.RefusesAsync("this is for source = \"private-ca\", and \"self-signed\" is configured", "influxcertd ca rotate");
    }

    [Fact]
    public async Task Whoever_copied_the_trust_bundle_a_while_ago_never_fails_a_handshake_over_a_renewal()
    {
        await using var host = await SourceMachine.BootAsync();
        await host.InstallFreshAsync(Form.Separate, "source = \"self-signed\"\nkey = \"ecdsa-p256\"\nlifetime = \"90s\"\nrenew_before = \"60s\"\npublish_ahead = \"10s\"");
        await host.ServedAsync();
        var first = await host.Machine.ServedFingerprintAsync();
        await host.Machine.EventuallyAsync($"test $(grep -c BEGIN {SourceMachine.TrustBundle}) = 2", TimeSpan.FromSeconds(60));
        Assert.Equal(first, await host.Machine.ServedFingerprintAsync());
        await host.StartClientAsync();
        await host.AnotherIsServedAsync(first, TimeSpan.FromSeconds(60));
        await host.EndClientAsync();
    }

    static Task<string> PublicKeyAsync(SourceMachine host) =>
        host.Machine.RunAsync("openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -pubkey");
}
