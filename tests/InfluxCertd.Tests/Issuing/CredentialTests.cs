using InfluxCertd.Core.Configuration;
using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Issuing;

/// <summary>Secrets that systemd hands to the service, where a person's command finds them.</summary>
public class CredentialTests
{
    const string Folder = "/run/credentials/influxcertd.service/";

    [Fact]
    public void ThePassPhraseOfAKeyCanBeOne()
    {
        using var host = new Host();
        host.PutGood();
        host.Run("openssl", "pkcs8", "-topk8", "-in", "tls/server.key", "-out", "tls/encrypted.key", "-passout", "pass:secret");
        host.Settings = host.Settings with { SourceKeyFile = "/tls/encrypted.key", KeyPassphraseFile = "key-passphrase" };
        File.SetUnixFileMode(host.OnDisk("/tls/encrypted.key"), Access.Private.Mode);
        Assert.Equal(
            $"{Folder}key-passphrase: influxcertd.service does not run with such a credential; add \"LoadCredential=key-passphrase:FILE\" below [Service] by \"systemctl edit influxcertd\", and restart it",
            host.Look().Refusal);

        // As systemd makes it: readable, and never writable.
        host.Put(Folder + "key-passphrase", "secret\n"u8.ToArray(), UnixFileMode.UserRead);
        Assert.Null(host.Look().Refusal);
    }

    [Fact]
    public async Task OneThatIsMissingLeavesTheCaUnasked()
    {
        using var host = new Host();
        host.Settings = new CertificateSettings
        {
            Source = CertificateSource.Acme,
            Acme = new AcmeSettings { Email = "admin@example.org", AcceptTerms = true, EnvironmentFile = "acme-env" },
        };
        var failure = await Assert.ThrowsAsync<UnsafeFileException>(() => host.IssueAsync());
        Assert.StartsWith($"{Folder}acme-env: influxcertd.service does not run with such a credential;", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(host.OnDisk("/var/lib/influxcertd/acme")));
    }
}
