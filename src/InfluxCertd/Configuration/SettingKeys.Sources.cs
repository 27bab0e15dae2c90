using InfluxCertd.Configuration.Values;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

internal static partial class SettingKeys
{
    /// <summary>Where certificates from elsewhere are taken from.</summary>
    static SettingKey[] SourceKeys =>
    [
        FromFiles("certificate_source", HostValueKinds.Path.OrNone(),
            c => c.SourceCertificateFile, (c, path) => c with { SourceCertificateFile = path },
            "The certificate that someone else puts on this host."),
        FromFiles("key_source", HostValueKinds.Path.OrAuto(),
            c => c.SourceKeyFile, (c, path) => c with { SourceKeyFile = path },
            "Its private key; \"auto\" is in the same file."),
        FromFiles("chain_source", HostValueKinds.Path.OrNone(),
            c => c.SourceChainFile, (c, path) => c with { SourceChainFile = path },
            "More of its chain; \"\" is none beside what is in the certificate's file."),
        FromFiles("key_passphrase_file", HostValueKinds.Secret.OrNone(),
            c => c.KeyPassphraseFile, (c, path) => c with { KeyPassphraseFile = path },
            "Holds the pass phrase of an encrypted key or PKCS#12 archive; \"\" is none."),
    ];

    static SettingKey[] AcmeKeys =>
    [
        Acme("acme_directory", HostValueKinds.HttpsUrl,
            a => a.Directory, (a, url) => a with { Directory = url },
            "The ACME CA's directory."),
        Acme("acme_email", HostValueKinds.Email.OrNone(),
            a => a.Email, (a, email) => a with { Email = email },
            "The address of the account at the CA."),
        Acme("acme_accept_terms", ValueKinds.Boolean,
            a => a.AcceptTerms, (a, accept) => a with { AcceptTerms = accept },
            "Whether you agree to the CA's terms of service."),
        Acme("acme_challenge", ValueKinds.Choice(("http-01", AcmeChallenge.Http01), ("dns-01", AcmeChallenge.Dns01)),
            a => a.Challenge, (a, challenge) => a with { Challenge = challenge },
            "How the CA checks that the names are this host's."),
        Acme("acme_http_address", HostValueKinds.ListenAddress,
            a => a.HttpAddress, (a, address) => a with { HttpAddress = address },
            "Where the http-01 challenge is answered."),
        Acme("acme_webroot", HostValueKinds.Path.OrNone(),
            a => a.Webroot, (a, path) => a with { Webroot = path },
            "The folder of a web server that answers the http-01 challenge instead; \"\" is none."),
        Acme("acme_dns_provider", HostValueKinds.LegoProvider.OrNone(),
            a => a.DnsProvider, (a, provider) => a with { DnsProvider = provider },
            "lego's name of the DNS provider for the dns-01 challenge."),
        Acme("acme_dns_resolver", HostValueKinds.Address.OrAuto(),
            a => a.DnsResolver, (a, resolver) => a with { DnsResolver = resolver },
            "Whom to ask for DNS records; \"auto\" is the system's resolvers."),
        Acme("acme_dns_propagation_check", ValueKinds.Boolean,
            a => a.DnsPropagationCheck, (a, check) => a with { DnsPropagationCheck = check },
            "Whether the CA is called only once the record is at the domain's own name servers."),
        Acme("acme_ca_file", HostValueKinds.Path.OrNone(),
            a => a.CaFile, (a, path) => a with { CaFile = path },
            "The root by which the ACME CA's own HTTPS is verified; \"\" is the system's trust store."),
        Acme("acme_environment_file", HostValueKinds.Secret.OrNone(),
            a => a.EnvironmentFile, (a, path) => a with { EnvironmentFile = path },
            "A root-only file, or a credential of the service, with the DNS provider's credentials as variables; \"\" is none."),
    ];

    static SettingKey<T> FromFiles<T>(
        string name, ValueKind<T> kind,
        Func<CertificateSettings, T> read, Func<CertificateSettings, T, CertificateSettings> write, string summary) =>
        Certificate(name, kind, read, write, summary) with { Sources = [CertificateSource.Files] };

    static SettingKey<T> Acme<T>(
        string name, ValueKind<T> kind, Func<AcmeSettings, T> read, Func<AcmeSettings, T, AcmeSettings> write, string summary) =>
        Certificate(name, kind, c => read(c.Acme), (c, value) => c with { Acme = write(c.Acme, value) }, summary) with { Sources = [CertificateSource.Acme] };
}
