namespace InfluxCertd.SystemTests.Sources;

/// <summary>Debian's lego within the confined service, and Debian's ACME server for tests.</summary>
public class AcmeSourceTests
{
    public const string Anchors = "/root/pebble/root.crt";

    public const string Settings = """
        source = "acme"
        key = "ecdsa-p256"
        acme_directory = "https://localhost:14000/dir"
        acme_ca_file = "/etc/ssl/pebble.crt"
        acme_email = "admin@example.org"
        acme_accept_terms = true
        """;

    const string Wildcard = Settings + """

        names = ["*.example.org"]
        acme_challenge = "dns-01"
        acme_dns_provider = "exec"
        acme_dns_resolver = "127.0.0.1:8053"
        acme_dns_propagation_check = false
        acme_environment_file = "/etc/influxcertd/acme.env"
        """;

    const string ServesWildcard = "openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName | grep -q 'DNS:\\*.example.org'";

    const string DropIn = """
        install -D -m 644 /usr/share/doc/influxcertd/acme.conf /etc/systemd/system/influxcertd.service.d/acme.conf
        systemctl daemon-reload
        systemctl restart influxcertd
        """;

    [Fact]
    public async Task An_acme_ca_issues_by_http_and_a_wildcard_by_dns()
    {
        await using var host = await BootAsync();
        await TellsOfTheDropInAsync(host);
        foreach (var form in Enum.GetValues<Form>())
        {
            await host.InstallFreshAsync(form, Settings);
            await host.ServedAsync(Anchors);
            await host.NamesAsync(form);
            var settings = Settings;
            if (form == Form.Bundle)
            {
                settings = Wildcard.Replace("/etc/influxcertd/acme.env", "acme-env", StringComparison.Ordinal);
                await GiveCredentialAsync(host, form, settings);
            }

            await RenewByScheduleAsync(host, form, settings);
            await host.ServedAsync(Anchors);

            await host.ConfigureAsync(form, Wildcard);
            await host.Machine.RunAsync("influxcertd renew");
            await host.Machine.RunAsync(ServesWildcard);
            await host.ServedAsync(Anchors);
            await host.Machine.RunAsync("test $(stat -c %a /var/lib/influxcertd/acme) = 700");
        }

        await RefusesAsync(host);
        foreach (var form in Enum.GetValues<Form>())
        {
            SourceTable.Verify("acme", form, "by itself, HTTP-01 and DNS-01 (wildcard)", "by itself", "by the CA's root", "by the CA's root", "a CA that is down, refuses, or does not answer");
        }
    }

    internal static async Task<SourceMachine> BootAsync()
    {
        var host = await SourceMachine.BootAsync();
        foreach (var package in new[] { "lego", "pebble" })
        {
            await host.Machine.CopyAsync(await DebianPackage.DownloadAsync(package), $"/root/{package}.deb");
        }

        await host.Machine.CopyAsync(Path.Combine(Machine.Repository, "tests/InfluxCertd.SystemTests/Sources/acme-ca.sh"), "/root/acme-ca.sh");
        await host.Machine.RunAsync("dpkg -i /root/lego.deb /root/pebble.deb && bash /root/acme-ca.sh");
        await host.Machine.RunAsync("mkdir -p /etc/influxcertd && install -m 600 /dev/null /etc/influxcertd/acme.env && echo EXEC_PATH=/usr/local/bin/dns-hook >/etc/influxcertd/acme.env");
        return host;
    }

    /// <summary>Without it lego may not even answer on port 80, and InfluxDB stays as it is.</summary>
    static async Task TellsOfTheDropInAsync(SourceMachine host)
    {
        await host.InstallFreshAsync(Form.Separate, Settings);
        await host.Machine.EventuallyAsync("journalctl --no-pager -o cat -t influxcertd | grep -q 'let lego reach the CA: see /usr/share/doc/influxcertd/acme.conf'");
        await host.Machine.RunAsync("curl -sf http://localhost:8086/ping && journalctl --no-pager -o cat -t influxcertd | grep -q 'The next attempt is in 9[0-9][0-9] s, after 1 failure'");
        await host.Machine.RunAsync(DropIn);
    }

    /// <summary>The certificates of this CA live for an hour, and are to be renewed ten seconds old.</summary>
    static async Task RenewByScheduleAsync(SourceMachine host, Form form, string settings)
    {
        var first = await host.Machine.ServedFingerprintAsync();
        await host.ConfigureAsync(form, settings + "\nrenew_before = \"3590s\"");
        await host.Machine.RunAsync("systemctl reload influxcertd");
        await host.AnotherIsServedAsync(first, TimeSpan.FromSeconds(60));
        await host.ConfigureAsync(form, settings);
        await host.Machine.RunAsync("systemctl reload influxcertd");
    }

    /// <summary>What the DNS provider asks for comes from systemd: a person's command reads it where the daemon has it.</summary>
    static async Task GiveCredentialAsync(SourceMachine host, Form form, string settings)
    {
        await host.ConfigureAsync(form, settings);
        await host.RefusesAsync("acme-env: influxcertd.service does not run with such a credential; add \"LoadCredential=acme-env:FILE\"", "influxcertd renew");
        await host.Machine.RunAsync("""
            install -D -m 600 /etc/influxcertd/acme.env /root/secrets/acme.env
            printf '[Service]\nLoadCredential=acme-env:/root/secrets/acme.env\n' >/etc/systemd/system/influxcertd.service.d/credential.conf
            systemctl daemon-reload && systemctl restart influxcertd
            influxcertd renew
            """);
        await host.Machine.RunAsync(ServesWildcard);
    }

    static async Task RefusesAsync(SourceMachine host)
    {
        await host.ConfigureAsync(Form.Bundle, Settings + "\nacme_http_address = \"127.0.0.1:81\"");
        await host.RefusesAsync("acme: error: 400", "influxcertd renew");
        await host.ConfigureAsync(Form.Bundle, Settings);

        // A CA that takes the connection and never says a word.
        await host.Machine.RunAsync("kill -STOP $(systemctl show -P MainPID pebble)");
        await host.RefusesAsync("https://localhost:14000/dir issued no certificate", "influxcertd renew");
        await host.Machine.RunAsync("kill -CONT $(systemctl show -P MainPID pebble); systemctl stop pebble");
        await host.RefusesAsync("connection refused", "influxcertd renew");
        await host.ServedAsync(Anchors);
    }
}
