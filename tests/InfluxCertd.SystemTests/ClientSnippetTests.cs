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

        var typo = await machine.TryAsync("influxcertd clients telegraff");
        Assert.Equal(64, typo.ExitCode);
        Assert.Contains("did you mean \"telegraf\"?", typo.Error, StringComparison.Ordinal);

        await machine.TryAsync("curl -s https://localhost:8086/ping; influx -ssl -execute 'SHOW DATABASES'");
        await machine.EventuallyAsync("journalctl --no-pager -u influxdb | grep -q 'http: TLS handshake error from'");
    }

    [Fact]
    public async Task The_printed_python_connects_by_debian_s_library()
    {
        Assert.SkipUnless(Machine.Suite == "bookworm", "The library that is at hand is that of Debian 12, and needs its Python.");
        await using var machine = await Machine.BootWithHttpsAsync();
        await DebianPackage.UnpackAsync(machine,
            "python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib", "python3-influxdb", "python3-requests", "python3-urllib3",
            "python3-certifi", "python3-chardet", "python3-idna", "python3-dateutil", "python3-msgpack", "python3-tz", "python3-six");
        await machine.RunAsync("{ influxcertd clients python; echo 'print(client.get_list_database())'; } | python3.11 - | grep -q '^\\['");
        await machine.RunAsync("! influxcertd clients python | sed 's/, verify_ssl=\"[^\"]*\"/, verify_ssl=True/' | python3.11 -");
    }
}
