namespace InfluxCertd.SystemTests;

/// <summary>The settings that <c>influxcertd clients</c> prints, run as they are printed.</summary>
public class ClientSnippetTests
{
    [Fact]
    public async Task Snippets_connect_and_whoever_does_not_trust_is_seen_in_the_journal()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        await machine.RunAsync("influxcertd clients curl | sed 's/^curl /curl -sf /' | bash");
        await machine.RunAsync("echo \"$(influxcertd clients influx) -execute 'SHOW DATABASES'\" | bash | grep -q 'name: databases'");
        await machine.RunAsync("influxcertd clients --trust-anchor > /root/trust.pem && curl -sf --cacert /root/trust.pem https://localhost:8086/ping");
        Assert.Equal(
            await machine.ServedFingerprintAsync(),
            (await machine.RunAsync("influxcertd clients | sed -n 's/.*fingerprint is //p'")).TrimEnd('.'));

        // Python's own client library is not in Debian, but what it hands verify_ssl to is made of this.
        await machine.RunAsync("command -v python3 >/dev/null || exit 0; python3 -c \"import ssl, urllib.request; urllib.request.urlopen('https://localhost:8086/ping', context=ssl.create_default_context(cafile='/root/trust.pem'))\"");

        var typo = await machine.TryAsync("influxcertd clients telegraff");
        Assert.Equal(64, typo.ExitCode);
        Assert.Contains("did you mean \"telegraf\"?", typo.Error, StringComparison.Ordinal);

        await machine.TryAsync("curl -s https://localhost:8086/ping; influx -ssl -execute 'SHOW DATABASES'");
        await machine.EventuallyAsync("journalctl --no-pager -u influxdb | grep -q 'http: TLS handshake error from'");
    }
}
