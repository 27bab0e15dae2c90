namespace InfluxCertd.Tests.Configuration;

/// <summary>What [certificate] refuses about where certificates come from.</summary>
public class BadSourceTests
{
    public static TheoryData<string, string> Cases => RefusedConfiguration.Cases(
        """
        [certificate]
        source = "files"
        => 2:1: "source" is "files", so "certificate_source" must name the certificate

        [certificate]
        certificate_source = "/tls/a.pem"
        => 2:1: "certificate_source" means nothing with source = "self-signed" (default); it goes with "files"

        [certificate]
        source = "acme"
        acme_email = "a@example.org"
        acme_accept_terms = true
        chain_source = "/tls/a.pem"
        => 5:1: "chain_source" means nothing with source = "acme" (/etc/influxcertd/influxcertd.toml:2); it goes with "files"

        [certificate]
        source = "files"
        certificate_source = "/tls/a.pem"
        days = 90
        => 4:1: "days" means nothing with source = "files" (/etc/influxcertd/influxcertd.toml:2); it goes with "self-signed" or "private-ca"

        [certificate]
        source = "csr"
        lifetime = "36h"
        => 3:1: "lifetime" means nothing with source = "csr" (/etc/influxcertd/influxcertd.toml:2); it goes with "self-signed" or "private-ca"

        [certificate]
        source = "files"
        certificate_source = "/tls/a.pem"
        key = "ecdsa-p256"
        key_reuse = true
        => 4:1: "key" means nothing with source = "files" (/etc/influxcertd/influxcertd.toml:2); it goes with "self-signed" or "private-ca" or "csr" or "acme"
        => 5:1: "key_reuse" means nothing with source = "files" (/etc/influxcertd/influxcertd.toml:2); it goes with "self-signed" or "private-ca" or "csr" or "acme"

        [certificate]
        acme_email = "a@example.org"
        => 2:1: "acme_email" means nothing with source = "self-signed" (default); it goes with "acme"

        [certificate]
        source = "acme"
        => 2:1: "source" is "acme", so "acme_email" must give the account's address
        => 2:1: "source" is "acme", so "acme_accept_terms" must be true: read the CA's terms of service first

        [certificate]
        source = "acme"
        acme_email = "a@example.org"
        acme_accept_terms = true
        acme_challenge = "dns-01"
        => 5:1: "acme_challenge" is "dns-01", so "acme_dns_provider" must name the provider; "lego dnshelp" lists them

        [certificate]
        source = "acme"
        acme_email = "a@example.org"
        acme_accept_terms = true
        acme_dns_provider = "hetzner"
        => 5:1: "acme_dns_provider" goes with acme_challenge = "dns-01"; add that, or remove it

        [certificate]
        source = "acme"
        acme_email = "a@example.org"
        acme_accept_terms = true
        acme_challenge = "dns-01"
        acme_dns_provider = "hetzner"
        acme_webroot = "/var/www"
        => 7:1: "acme_webroot" goes with acme_challenge = "http-01"; remove one of the two

        [certificate]
        source = "acme"
        acme_email = "a@example.org"
        acme_accept_terms = true
        names = ["*.example.org"]
        => 5:1: "names" holds the wildcard "*.example.org", which CAs issue for acme_challenge = "dns-01" only

        [certificate]
        source = "files"
        certificate_source = "/etc/ssl/influxdb-selfsigned.crt"
        => 3:1: "certificate_source" must be another file than the installed one, /etc/ssl/influxdb-selfsigned.crt; InfluxCertd puts its own link there

        [certificate]
        bundle_file = "/etc/ssl/influxdb-selfsigned.key"
        => 2:1: "bundle_file" must be another file than "key_file", /etc/ssl/influxdb-selfsigned.key

        [certificate]
        guide_layout = true
        bundle_file = "/etc/ssl/influxdb.pem"
        => 3:1: "bundle_file" contradicts "guide_layout" (/etc/influxcertd/influxcertd.toml:2), which makes two files that everybody reads; remove one of the two

        [certificate]
        bundle_file = "influxdb.pem"
        => 2:15: "bundle_file" cannot be "influxdb.pem": a path starts with "/"

        [certificate]
        acme_directory = "http://ca.example.org/directory"
        => 2:18: "acme_directory" cannot be "http://ca.example.org/directory": an ACME CA is only spoken to by HTTPS (RFC 8555 §6.1)

        [certificate]
        acme_directory = "letsencrypt"
        => 2:18: "acme_directory" cannot be "letsencrypt": write the URL of the CA's directory, such as "https://acme-v02.api.letsencrypt.org/directory"

        [certificate]
        acme_email = "--server=evil@x"
        => 2:14: "acme_email" cannot be "--server=evil@x": write an address such as "admin@example.com"

        [certificate]
        acme_dns_provider = "exec; rm"
        => 2:21: "acme_dns_provider" cannot be "exec; rm": write the provider's code as "lego dnshelp" lists it

        [certificate]
        acme_http_address = "80"
        => 2:21: "acme_http_address" cannot be "80": write a host and a port from 1 to 65535, such as "localhost:8086" or "[::1]:8086"

        [certificate]
        acme_challenge = "tls-alpn-01"
        => 2:18: "acme_challenge" must be one of "http-01", "dns-01", not "tls-alpn-01"

        [certificate]
        acme_environment_file = "etc/acme.env"
        => 2:25: "acme_environment_file" cannot be "etc/acme.env": a path starts with "/"

        [certificate]
        key_passphrase_file = "pass phrase"
        => 2:23: "key_passphrase_file" cannot be "pass phrase": a path starts with "/", and a credential's name has letters, digits and . _ - only

        [certificate]
        publish_ahead = "91d"
        => 2:17: "publish_ahead" must be a duration from "0s" to "90d", not "91d"
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsRefusedWithTheWholeSentence(string toml, string sentence) =>
        Assert.Equal(sentence, RefusedConfiguration.SentencesFor(toml));

    [Fact]
    public void ThePrivateCasCertificatesLiveAMonthUnlessSaidOtherwise()
    {
        using var folder = new ConfigurationFolder().Main("[certificate]\nsource = 'private-ca'\n");
        Assert.Equal(TimeSpan.FromDays(30), folder.LoadGood().Certificate.Lifetime);
        var days = Assert.Single(folder.Load().Effective, setting => setting.Key == "days");
        Assert.Equal(("30", $"source, {folder.MainFile}:2"), (days.ValueText, days.Origin));
        Assert.Equal(TimeSpan.FromDays(90), ConfigurationFolder.Settings("[certificate]\nsource = 'private-ca'\ndays = 90\n").Certificate.Lifetime);
    }
}
