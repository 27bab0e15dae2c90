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
        await host.Machine.RunAsync($$"""
            cp {{SourceMachine.TrustBundle}} /root/pinned.pem
            cat >/root/client.sh <<'S'
            until [ -e /root/enough ]; do
                # What can't connect while InfluxDB restarts (7, 35, 52, 56) is no matter of trust.
                curl -sf -m 5 --cacert /root/pinned.pem https://localhost:8086/ping; code=$?
                echo $code >>/root/codes
                sleep 0.05
            done
            S
            systemd-run -q --unit client bash /root/client.sh
            """);
        await host.AnotherIsServedAsync(first, TimeSpan.FromSeconds(60));
        await host.Machine.RunAsync("sleep 1; touch /root/enough; while systemctl is-active -q client; do sleep 0.1; done");
        await host.Machine.RunAsync("curl -sf --cacert /root/pinned.pem https://localhost:8086/ping");
        Assert.DoesNotContain("60", (await host.Machine.RunAsync("sort -u /root/codes")).Split('\n'));
    }

    static Task<string> PublicKeyAsync(SourceMachine host) =>
        host.Machine.RunAsync("openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -pubkey");
}
