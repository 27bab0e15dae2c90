using System.Globalization;
using InfluxCertd.SystemTests.Sources;

namespace InfluxCertd.SystemTests.Faults;

/// <summary>Clients that were told once whom to trust stay connected over the renewals of every source.</summary>
public class PinnedClientTests
{
    const string Files = """
        source = "files"
        certificate_source = "/etc/tool/tls.crt"
        key_source = "/etc/tool/tls.key"
        """;

    /// <summary>Renewed twenty minutes old, so that the next one is published at once.</summary>
    const string PublishAhead = "source = \"self-signed\"\nkey = \"ecdsa-p256\"\nlifetime = \"365d\"\nrenew_before = \"31534800s\"\npublish_ahead = \"1h\"";

    /// <summary>How curl tells of a connection that ended.</summary>
    static readonly string[] s_endings = ["reset by peer", "SYSCALL", "unexpected eof", "Empty reply", "not connected", "Broken pipe"];

    const string CorporateRoot = "--cacert /root/corp/root.crt";

    static readonly int Renewals = FaultScript.Full ? 20 : 3;

    [Fact]
    public async Task No_handshake_of_a_pinned_client_fails_over_the_renewals_of_any_source()
    {
        await using var host = await AcmeSourceTests.BootAsync();
        await host.Machine.CopyAsync(Path.Combine(Machine.Repository, "tests/InfluxCertd.SystemTests/Faults/pinned-client.sh"), "/root/pinned-client.sh");
        var issue = $"mkdir -p /etc/tool && bash /root/corporate-ca.sh issue /root/issued DNS:{host.Name} && chmod 600 /root/issued.key && cp -p /root/issued.key /root/issued.crt /etc/tool/ && mv /etc/tool/issued.key /etc/tool/tls.key && mv /etc/tool/issued.crt /etc/tool/tls.crt";
        await host.Machine.RunAsync(issue);

        await host.InstallFreshAsync(Form.Separate, PublishAhead);
        await host.Machine.EventuallyAsync("influxcertd verify");

        // The certificate itself: a copy of the trust bundle, taken anew once it holds the next one as well.
        var copy = $"timeout 20 bash -c 'until test $(grep -c BEGIN {SourceMachine.TrustBundle}) = 2; do sleep 0.1; done' && cp {SourceMachine.TrustBundle} /root/copy.pem && mv /root/copy.pem /root/pinned.pem";
        await RenewAsync(host, "self-signed, publish_ahead", PublishAhead, copy, "--cacert /root/pinned.pem", $"influxcertd renew --wait && influxcertd apply --wait && {copy}");
        await RenewAsync(host, "self-signed, key_reuse", "source = \"self-signed\"\nkey = \"ecdsa-p256\"\nkey_reuse = true",
            "openssl x509 -in /etc/ssl/influxcertd/current/tls.crt -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64 > /root/pin",
            "-k --pinnedpubkey sha256//$(cat /root/pin)", "influxcertd renew --wait");
        await RenewAsync(host, "private-ca", "source = \"private-ca\"\nkey = \"ecdsa-p256\"", "influxcertd ca export > /root/root.pem", "--cacert /root/root.pem", "influxcertd renew --wait");
        await RenewAsync(host, "files", Files, "true", CorporateRoot, issue + " && influxcertd apply --wait");
        const string sign = "influxcertd csr > /root/request.csr && bash /root/corporate-ca.sh sign /root/request.csr /root/signed.crt && influxcertd import --wait /root/signed.crt";
        await RenewAsync(host, "csr", "source = \"csr\"\nkey = \"ecdsa-p256\"", sign, CorporateRoot, sign);
        await RenewAsync(host, "acme", AcmeSourceTests.Settings, "true", $"--cacert {AcmeSourceTests.Anchors}", "influxcertd renew --wait");
    }

    /// <param name="trust">Has the client trust.</param>
    /// <param name="options">And connect by that, for curl.</param>
    static async Task RenewAsync(SourceMachine host, string source, string settings, string trust, string options, string renew)
    {
        var machine = host.Machine;
        await host.ConfigureAsync(Form.Separate, settings);
        await machine.RunAsync($"""
            influxcertd apply --wait || exit 1
            rm -f /root/enough /root/attempts; date +%s > /root/began
            {trust}
            systemd-run -q --unit pinned-client bash /root/pinned-client.sh {host.Name} /root/attempts {options}
            timeout 10 bash -c 'until test -s /root/attempts; do sleep 0.1; done'
            """);
        var served = await machine.ServedFingerprintAsync();
        for (var count = 0; count < Renewals; count++)
        {
            await machine.RunAsync(renew);
            var next = await machine.ServedFingerprintAsync();
            Assert.True(served != next, $"{source}: renewal {count + 1} left the certificate as it was");
            served = next;
        }

        await machine.RunAsync("touch /root/enough; timeout 15 bash -c 'while systemctl is-active -q pinned-client; do sleep 0.1; done'");
        var attempts = (await machine.RunAsync("cat /root/attempts")).Split('\n');
        var (fine, refused, cut) = (attempts.Count(line => line.StartsWith("0 ", StringComparison.Ordinal) || line == "0"),
            attempts.Count(line => line.StartsWith("7 ", StringComparison.Ordinal)), attempts.Count(IsCut));
        var failed = attempts.Where(line => line.Length > 0 && line[0] is not ('0' or '7') && !IsCut(line)).ToList();
        Assert.True(failed.Count == 0, $"{source}: {string.Join('\n', failed.Take(5))}");
        Assert.True(fine > Renewals, $"{source}: the client hardly ran");
        await machine.RunAsync("! journalctl --no-pager -u influxdb --since=@$(cat /root/began) | grep 'TLS handshake error' | grep -vE '(EOF|reset by peer)$'");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"pinned clients, {source}: {Renewals} renewals, {fine} handshakes, {refused} refused and {cut} cut off while InfluxDB restarted, 0 failed"));
    }

    /// <summary>Connected to the InfluxDB that was just ending.</summary>
    static bool IsCut(string attempt) => attempt.Split(' ')[0] is "35" or "52" or "55" or "56" && s_endings.Any(ending => attempt.Contains(ending, StringComparison.Ordinal));
}
