namespace InfluxCertd.SystemTests;

/// <summary>The daemon's life: certificates renew by themselves and writers lose nothing.</summary>
public class RenewalTests
{
    [Fact]
    public async Task Short_lived_certificates_renew_several_times_by_themselves_and_every_written_point_is_there()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync($"mkdir -p /etc/influxcertd/influxcertd.toml.d && printf '[certificate]\\nlifetime = \"1m\"\\nrenew_before = \"50s\"\\n' > /etc/influxcertd/influxcertd.toml.d/short.toml");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.RunAsync("curl -sfk -XPOST https://localhost:8086/query --data-urlencode 'q=CREATE DATABASE test'");

        // A writer that retries, as Telegraf does, across all renewals.
        await machine.RunAsync("""
            cat > /root/writer.sh <<'S'
            i=0
            while [ ! -e /root/enough ]; do
              i=$((i+1))
              until curl -sfk -m 5 -XPOST 'https://localhost:8086/write?db=test' --data-binary "m v=$i $i"; do sleep 0.05; done
              echo $i > /root/written
              sleep 0.05
            done
            S
            systemd-run --unit=writer bash /root/writer.sh
            """);
        var seen = new HashSet<string>();
        for (var i = 0; i < 240 && seen.Count < 4; i++)
        {
            if (await machine.TryAsync("openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256") is { ExitCode: 0 } result)
            {
                seen.Add(result.Output.Trim());
            }

            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.True(seen.Count >= 4, $"only {seen.Count} certificates in two minutes");
        await machine.RunAsync("touch /root/enough; while systemctl is-active -q writer; do sleep 0.1; done");
        var written = await machine.RunAsync("cat /root/written");
        var counted = await machine.RunAsync("curl -sfk -G https://localhost:8086/query --data-urlencode db=test --data-urlencode 'q=SELECT count(v) FROM m' | jq '.results[0].series[0].values[0][1]'");
        Assert.Equal(written, counted);
        Assert.Empty(await machine.EventsAsync("apply-failed"));
    }

    [Fact]
    public async Task When_the_time_comes_the_daemon_renews_with_the_new_leaf_on_the_wire()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var first = await machine.ServedFingerprintAsync();
        const string TimeTravel = """
            mkdir -p /etc/systemd/system/influxcertd.service.d
            lib=$(ls /usr/lib/*/faketime/libfaketime.so.1)
            printf '[Service]\nEnvironment=LD_PRELOAD=%s FAKETIME=+340d\n' "$lib" > /etc/systemd/system/influxcertd.service.d/time.conf
            systemctl daemon-reload; systemctl restart influxcertd
            """;
        await machine.RunAsync(TimeTravel);
        await machine.EventuallyAsync($"openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -checkend $((390*86400))");
        var second = await machine.ServedFingerprintAsync();
        Assert.NotEqual(first, second);
        Assert.NotEmpty(await machine.EventsAsync("renewal-due"));
        Assert.Equal(2, (await machine.EventsAsync("certificate-issued")).Count);
    }

    [Fact]
    public async Task Renew_issues_a_new_key_and_certificate_now()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var key = await machine.RunAsync("openssl pkey -in /etc/ssl/influxdb-selfsigned.key -pubout");
        var first = await machine.ServedFingerprintAsync();
        await machine.RunAsync("influxcertd renew");
        Assert.NotEqual(first, await machine.ServedFingerprintAsync());
        Assert.NotEqual(key, await machine.RunAsync("openssl pkey -in /etc/ssl/influxdb-selfsigned.key -pubout"));
        Assert.Equal("0", await machine.RunAsync("find /etc/ssl /etc/influxdb /var/lib/influxcertd -name '*tmp*' -o -name 'intent*' -o -name undo | wc -l"));
    }

    [Theory]
    [InlineData("rsa-3072", "3072 bit")]
    [InlineData("rsa-4096", "4096 bit")]
    [InlineData("ecdsa-p256", "prime256v1")]
    [InlineData("ecdsa-p384", "secp384r1")]
    public async Task Every_kind_of_key_is_served(string key, string shown)
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync($"mkdir -p /etc/influxcertd/influxcertd.toml.d && printf '[certificate]\\nkey = \"{key}\"\\nnames = [\"metrics.example.org\", \"192.0.2.7\"]\\n' > /etc/influxcertd/influxcertd.toml.d/key.toml");
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        await machine.RunAsync("SSL_CERT_FILE=/etc/ssl/influxdb-selfsigned.crt influx -ssl -host localhost -execute 'SHOW DATABASES'");
        var text = await machine.RunAsync("openssl x509 -in /etc/ssl/influxdb-selfsigned.crt -noout -text");
        Assert.Contains(shown, text, StringComparison.Ordinal);
        Assert.Contains("DNS:metrics.example.org", text, StringComparison.Ordinal);
        Assert.Contains("IP Address:192.0.2.7", text, StringComparison.Ordinal);
        Assert.Contains("TLS Web Server Authentication", text, StringComparison.Ordinal);
        Assert.Contains("CA:FALSE", text, StringComparison.Ordinal);
    }
}
