using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

/// <summary>What must hold between a certificate's source and the keys that only some sources know.</summary>
internal static class SourceRules
{
    /// <param name="given">The entry of a key of [certificate] that a file gives, else null.</param>
    public static IEnumerable<ConfigProblem?> Broken(Settings settings, Func<string, ConfigEntry?> given)
    {
        var certificate = settings.Certificate;
        return
        [
            .. MeaninglessKeys(settings, given),
            certificate.Source == CertificateSource.Files && certificate.SourceCertificateFile is null
                ? given("source")?.Problem("\"source\" is \"files\", so \"certificate_source\" must name the certificate")
                : null,
            .. InstalledOverSource(certificate, given),
            .. certificate.Source == CertificateSource.Acme ? Acme(certificate, given) : [],
        ];
    }

    // A key that has no effect is a misunderstanding: better told than found out a year later.
    static IEnumerable<ConfigProblem> MeaninglessKeys(Settings settings, Func<string, ConfigEntry?> given) => SettingKeys.All
        .Where(key => !key.Sources.IsEmpty && !key.Sources.Contains(settings.Certificate.Source))
        .Select(key => given(key.Name))
        .OfType<ConfigEntry>()
        .DistinctBy(entry => entry.Key.Slot)
        .Where(entry => entry.Key.Show(settings) != entry.Key.DefaultText)
        .Select(entry => entry.Problem(
            $"\"{entry.Key.Name}\" means nothing with source = \"{settings.Certificate.Source.Name()}\" ({given("source")?.Origin ?? EffectiveSetting.Default}); it goes with {Sources(entry.Key)}"));

    static IEnumerable<ConfigProblem?> InstalledOverSource(CertificateSettings certificate, Func<string, ConfigEntry?> given)
    {
        string?[] installed = [certificate.CertificateFile, certificate.KeyFile, certificate.BundleFile];
        (string Name, string? Path)[] sources =
        [
            ("certificate_source", certificate.SourceCertificateFile),
            ("key_source", certificate.SourceKeyFile),
            ("chain_source", certificate.SourceChainFile),
        ];
        return sources.Where(source => source.Path is not null && installed.Contains(source.Path))
            .Select(source => given(source.Name)?.Problem(
                $"\"{source.Name}\" must be another file than the installed one, {source.Path}; InfluxCertd puts its own link there"));
    }

    static IEnumerable<ConfigProblem?> Acme(CertificateSettings certificate, Func<string, ConfigEntry?> given)
    {
        var acme = certificate.Acme;
        if (acme.Email is null)
        {
            yield return given("source")?.Problem("\"source\" is \"acme\", so \"acme_email\" must give the account's address");
        }

        if (!acme.AcceptTerms)
        {
            yield return given("source")?.Problem("\"source\" is \"acme\", so \"acme_accept_terms\" must be true: read the CA's terms of service first");
        }

        if (acme.Challenge == AcmeChallenge.Dns01)
        {
            if (acme.DnsProvider is null)
            {
                yield return given("acme_challenge")?.Problem("\"acme_challenge\" is \"dns-01\", so \"acme_dns_provider\" must name the provider; \"lego dnshelp\" lists them");
            }

            if (acme.Webroot is not null)
            {
                yield return given("acme_webroot")?.Problem("\"acme_webroot\" goes with acme_challenge = \"http-01\"; remove one of the two");
            }
        }
        else if (acme.DnsProvider is not null)
        {
            yield return given("acme_dns_provider")?.Problem("\"acme_dns_provider\" goes with acme_challenge = \"dns-01\"; add that, or remove it");
        }
        else if (certificate.Names.FirstOrDefault(SubjectName.IsWildcard) is { } wildcard)
        {
            yield return given("names")?.Problem($"\"names\" holds the wildcard \"{wildcard}\", which CAs issue for acme_challenge = \"dns-01\" only");
        }
    }

    static string Sources(SettingKey key) =>
        string.Join(" or ", key.Sources.Select(source => $"\"{source.Name()}\""));
}
