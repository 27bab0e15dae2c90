using System.Collections.Immutable;
using InfluxCertd.Configuration.Values;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

internal static partial class SettingKeys
{
    // A hundred years: a date that every TLS client and X.509 itself can still hold.
    const int MostDays = 36_500;

    static ImmutableArray<CertificateSource> IssuedHere => [CertificateSource.SelfSigned, CertificateSource.PrivateCa];
    static ImmutableArray<CertificateSource> KeyMadeHere =>
        [CertificateSource.SelfSigned, CertificateSource.PrivateCa, CertificateSource.Csr, CertificateSource.Acme];

    static SettingKey[] CertificateKeys =>
    [
        Certificate("source", ValueKinds.Choice(
                ("self-signed", CertificateSource.SelfSigned), ("private-ca", CertificateSource.PrivateCa),
                ("files", CertificateSource.Files), ("csr", CertificateSource.Csr), ("acme", CertificateSource.Acme)),
            c => c.Source, (c, source) => c with { Source = source, SourceIsExplicit = true },
            "Who signs the certificate."),
        Certificate("days", ValueKinds.Integer(1, MostDays),
            c => (int)c.Lifetime.TotalDays, (c, days) => c with { Lifetime = TimeSpan.FromDays(days) },
            "How many days the certificate is valid.") with { Sources = IssuedHere },
        Certificate("lifetime", ValueKinds.Duration("1m", $"{MostDays}d"),
            c => c.Lifetime, (c, lifetime) => c with { Lifetime = lifetime },
            "How long the certificate is valid, as a duration instead of days.") with { InsteadOf = "days", Sources = IssuedHere },
        Certificate("renew_before", ValueKinds.Duration("1s", $"{MostDays}d").OrAutoValue(),
            c => c.RenewBefore, (c, before) => c with { RenewBefore = before },
            "How long before the end it is renewed; \"auto\" is a third of the lifetime, at most 30 days."),
        Certificate("renew_window", HostValueKinds.Windows,
            c => c.RenewWindow, (c, windows) => c with { RenewWindow = windows },
            "When a renewal may restart InfluxDB, in local time; empty is at any time."),
        Certificate("key", ValueKinds.Choice(
                ("rsa-2048", KeyAlgorithm.Rsa2048), ("rsa-3072", KeyAlgorithm.Rsa3072), ("rsa-4096", KeyAlgorithm.Rsa4096),
                ("ecdsa-p256", KeyAlgorithm.EcdsaP256), ("ecdsa-p384", KeyAlgorithm.EcdsaP384)),
            c => c.Key, (c, key) => c with { Key = key },
            "The private key's algorithm and size.") with { Sources = KeyMadeHere },
        Certificate("key_reuse", ValueKinds.Boolean,
            c => c.KeyReuse, (c, reuse) => c with { KeyReuse = reuse },
            "Whether a renewal keeps the private key, for clients that pin the public one.") with { Sources = KeyMadeHere },
        Certificate("names", HostValueKinds.Names,
            c => c.Names, (c, names) => c with { Names = names },
            "DNS names and IP addresses in the certificate beside the host's own."),
        Certificate("certificate_file", HostValueKinds.Path,
            c => c.CertificateFile, (c, path) => c with { CertificateFile = path },
            "Where InfluxDB finds the certificate."),
        Certificate("key_file", HostValueKinds.Path,
            c => c.KeyFile, (c, path) => c with { KeyFile = path },
            "Where InfluxDB finds the private key."),
        Certificate("bundle_file", HostValueKinds.Path.OrNone(),
            c => c.BundleFile, (c, path) => c with { BundleFile = path },
            "Where InfluxDB finds both in one file, in place of two; \"\" is two files."),
        Certificate("certificate_owner", HostValueKinds.Account.OrAuto(),
            c => c.CertificateOwner, (c, owner) => c with { CertificateOwner = owner },
            "The certificate file's user; \"auto\" is the user that runs InfluxDB."),
        Certificate("certificate_group", HostValueKinds.Account.OrAuto(),
            c => c.CertificateGroup, (c, group) => c with { CertificateGroup = group },
            "The certificate file's group; \"auto\" is the group that runs InfluxDB."),
        Certificate("certificate_mode", HostValueKinds.Mode("0644", CertificateSettings.GuideMode,
                "\"0644\" is the widest that is safe and that InfluxDB takes"),
            c => c.CertificateMode, (c, mode) => c with { CertificateMode = mode },
            "The certificate file's mode."),
        Certificate("key_owner", HostValueKinds.Account.OrAuto(),
            c => c.KeyOwner, (c, owner) => c with { KeyOwner = owner },
            "The key file's user; \"auto\" is the user that runs InfluxDB."),
        Certificate("key_group", HostValueKinds.Account.OrAuto(),
            c => c.KeyGroup, (c, group) => c with { KeyGroup = group },
            "The key file's group; \"auto\" is the group that runs InfluxDB."),
        // That others cannot read it is one of the combination rules, as guide_layout lifts it.
        Certificate("key_mode", HostValueKinds.Mode("0600", CertificateSettings.GuideMode,
                "\"0640\" is the widest that is safe, and InfluxDB 1.12 and later take \"0600\" at most"),
            c => c.KeyMode, (c, mode) => c with { KeyMode = mode },
            "The key file's mode; others never read it."),
        Certificate("guide_layout", ValueKinds.Boolean,
            c => c.GuideLayout, (c, guide) => c with { GuideLayout = guide },
            "Plain files instead of links, root:root 0644 both, as InfluxData's guide says to the letter."),
        Certificate("backdate", ValueKinds.Duration("0s", "7d"),
            c => c.ClockSkew, (c, skew) => c with { ClockSkew = skew },
            "How far the start of validity lies in the past, for clients whose clock is slow.") with { Sources = IssuedHere },
        Certificate("publish_ahead", ValueKinds.Duration("0s", "90d"),
            c => c.PublishAhead, (c, ahead) => c with { PublishAhead = ahead },
            "How long the next trust anchor is in the trust bundle before it is used.") with { Sources = IssuedHere },
        Certificate("keep_generations", ValueKinds.Integer(2, 100),
            c => c.KeepGenerations, (c, count) => c with { KeepGenerations = count },
            "How many certificates with their keys stay on disk, the one in use included."),
        .. SourceKeys,
        .. AcmeKeys,
    ];

    static SettingKey<T> Certificate<T>(
        string name, ValueKind<T> kind,
        Func<CertificateSettings, T> read, Func<CertificateSettings, T, CertificateSettings> write, string summary) =>
        new("certificate", name, kind, s => read(s.Certificate),
            (s, value) => s with { Certificate = write(s.Certificate, value) }, summary);
}
