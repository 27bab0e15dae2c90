namespace InfluxCertd.SystemTests;

/// <summary>The only other part of InfluxDB that speaks TLS.</summary>
public class OpenTsdbTests
{
    [Fact]
    public async Task The_opentsdb_listener_serves_the_certificate_with_the_rest_and_is_plain_again_after_disable()
    {
        await using var machine = await Machine.BootAsync();
        await machine.RunAsync("""
            printf '\n[[opentsdb]]\n  enabled = true # metrics of old\n' >> /etc/influxdb/influxdb.conf
            cp /etc/influxdb/influxdb.conf /root/influxdb.conf && systemctl restart influxdb
            mkdir -p /etc/influxcertd && printf '[influxdb]\nopentsdb_tls = true\n[certificate]\nkey = "ecdsa-p256"\n' > /etc/influxcertd/influxcertd.toml
            """);
        await machine.RunAsync($"apt-get install -y -o Dpkg::Options::=--force-confold {Machine.Package}");
        await machine.EventuallyAsync("influxcertd verify");
        Assert.Equal(await machine.ServedFingerprintAsync(), await ServedAsync(machine));
        var first = await ServedAsync(machine);

        await machine.RunAsync("influxcertd renew --wait");
        Assert.NotEqual(first, await ServedAsync(machine));
        Assert.Equal(await machine.ServedFingerprintAsync(), await ServedAsync(machine));

        await machine.RunAsync("influxcertd disable --wait && cmp /etc/influxdb/influxdb.conf /root/influxdb.conf");
        await machine.EventuallyAsync("""
            echo "put cpu $(date +%s) 42 host=a" > /dev/tcp/localhost/4242
            sleep 1.2; influx -database opentsdb -execute 'SELECT count(value) FROM cpu' | grep -qE ' [1-9][0-9]*$'
            """);
    }

    static Task<string> ServedAsync(Machine machine) => machine.RunAsync("""
        set -o pipefail
        echo | openssl s_client -connect localhost:4242 -CAfile /etc/ssl/influxcertd/trust.pem -verify_return_error -verify_hostname localhost 2>/dev/null |
            openssl x509 -noout -fingerprint -sha256 | cut -d = -f 2 | tr -d : | tr A-F a-f
        """);
}
