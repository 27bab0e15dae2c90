namespace InfluxCertd.SystemTests.Sources;

/// <summary>The recipes of docs/certificates.md, run as they stand there, for tools that Debian has.</summary>
public class RecipeTests
{
    static readonly string[] Document = Machine.ReadDocument("docs/certificates.md").Split('\n');

    [Fact]
    public async Task What_other_tools_renew_by_themselves_is_served()
    {
        await using var host = await AcmeSourceTests.BootAsync();
        await LegoAsync(host);
        await CertbotAsync(host);
        await CertmongerAsync(host);
    }

    // Without a terminal lego and certbot sleep for minutes before a renewal, so that not everyone renews at once.
    static async Task LegoAsync(SourceMachine host)
    {
        string Command(string verb) => "LEGO_CA_CERTIFICATES=/etc/ssl/pebble.crt " + Recipe(host, "lego --path", " " + verb)
            .Replace("lego --path", "lego --accept-tos --server https://localhost:14000/dir --path", StringComparison.Ordinal);

        await host.Machine.RunAsync(Command("run"));
        await host.InstallFreshAsync(Form.Separate, Files($"/etc/lego/certificates/{host.Name}.crt", $"/etc/lego/certificates/{host.Name}.key"));
        await RenewsAsync(host, Command("renew") + " --no-random-sleep", AcmeSourceTests.Anchors);
    }

    static async Task CertbotAsync(SourceMachine host)
    {
        const string Certbot = "REQUESTS_CA_BUNDLE=/etc/ssl/pebble.crt certbot";
        const string Hook = "/etc/letsencrypt/renewal-hooks/deploy/influxcertd";
        await DebianPackage.InstallAsync(host.Machine, "certbot");
        await host.Machine.RunAsync(Recipe(host, "certbot certonly", "")
            .Replace("certbot certonly", Certbot + " certonly --server https://localhost:14000/dir -n --agree-tos -m admin@example.org", StringComparison.Ordinal));
        await host.InstallFreshAsync(Form.Separate, Files($"/etc/letsencrypt/live/{host.Name}/fullchain.pem", $"/etc/letsencrypt/live/{host.Name}/privkey.pem"));
        await RenewsAsync(host, Certbot + " renew --force-renewal --no-random-sleep-on-renew", AcmeSourceTests.Anchors);

        // The hook of a certificate that exists already, without the one that it was obtained with.
        var at = Array.IndexOf(Document, "    # " + Hook);
        await host.Machine.RunAsync($"sed -i /^renew_hook/d /etc/letsencrypt/renewal/*.conf\ncat >{Hook} <<'H'\n{Document[at - 1].Trim()}\n{Document[at + 1].Trim()}\nH\nchmod 755 {Hook}");
        await RenewsAsync(host, Certbot + " renew --force-renewal --no-random-sleep-on-renew", AcmeSourceTests.Anchors);
    }

    /// <summary>With its own CA for tests in place of FreeIPA's.</summary>
    static async Task CertmongerAsync(SourceMachine host)
    {
        await DebianPackage.InstallAsync(host.Machine, "certmonger");
        await host.Machine.RunAsync("mkdir -p /etc/pki/influxdb /etc/ipa && systemctl start certmonger");
        await host.Machine.RunAsync(Recipe(host, "getcert request", "").Replace("-c IPA", "-w -c local", StringComparison.Ordinal));
        await host.Machine.RunAsync("openssl pkcs12 -in /var/lib/certmonger/local/creds -passin pass: -nokeys -out /etc/ipa/ca.crt");
        await host.InstallFreshAsync(Form.Separate, Files("/etc/pki/influxdb/db1.crt", "/etc/pki/influxdb/db1.key") + "\nchain_source = \"/etc/ipa/ca.crt\"");
        await RenewsAsync(host, "getcert resubmit -w -f /etc/pki/influxdb/db1.crt", "/etc/ipa/ca.crt");
    }

    /// <summary>What the tool has renewed is served, and at once: its hook has the daemon look.</summary>
    static async Task RenewsAsync(SourceMachine host, string renew, string anchors)
    {
        const string Reloads = "journalctl -q -o cat -u influxcertd | grep -c '^Reloaded'";
        await host.ServedAsync(anchors);
        var (first, reloads) = (await host.Machine.ServedFingerprintAsync(), (await host.Machine.TryAsync(Reloads)).Output);
        await host.Machine.RunAsync(renew);
        await host.AnotherIsServedAsync(first);
        await host.ServedAsync(anchors);
        Assert.NotEqual(reloads, (await host.Machine.TryAsync(Reloads)).Output);
    }

    static string Files(string certificate, string key) => $"source = \"files\"\ncertificate_source = \"{certificate}\"\nkey_source = \"{key}\"";

    /// <summary>A line of the document, for this host.</summary>
    static string Recipe(SourceMachine host, string start, string part) => Document
        .Single(line => line.StartsWith("    " + start, StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal)).Trim()
        .Replace("db1.example.org", host.Name, StringComparison.Ordinal);
}
