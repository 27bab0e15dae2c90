using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

/// <summary>Defaults that follow from other settings, for keys that no file gives.</summary>
internal static class SettingsCompletion
{
    /// <summary>The keys that guide_layout decides.</summary>
    public static readonly string[] GuideKeys =
    [
        "certificate_owner", "certificate_group", "certificate_mode", "key_owner", "key_group", "key_mode",
    ];

    /// <summary>Clients trust the root, so a short life costs them nothing and bounds the harm of a stolen key.</summary>
    static readonly TimeSpan PrivateCaLifetime = TimeSpan.FromDays(30);

    public static Settings Complete(Settings settings, IReadOnlyDictionary<string, ConfigEntry> origins)
    {
        var certificate = settings.Certificate;
        if (LifetimeIsOfThePrivateCa(certificate, origins))
        {
            certificate = certificate with { Lifetime = PrivateCaLifetime };
        }

        if (!origins.ContainsKey("certificate.backdate"))
        {
            var tenth = TimeSpan.FromSeconds(Math.Floor(certificate.Lifetime.TotalSeconds / 10));
            certificate = certificate with { ClockSkew = tenth < certificate.ClockSkew ? tenth : certificate.ClockSkew };
        }

        if (certificate.GuideLayout)
        {
            certificate = AsTheGuideSays(certificate, key => origins.ContainsKey($"certificate.{key}"));
        }

        return settings with { Certificate = certificate };
    }

    /// <summary>Whether the lifetime is the short one of the private CA's certificates, as no file gives another.</summary>
    public static bool LifetimeIsOfThePrivateCa(CertificateSettings certificate, IReadOnlyDictionary<string, ConfigEntry> origins) =>
        certificate.Source == CertificateSource.PrivateCa && !origins.ContainsKey("certificate.days");

    // What a file gives stays, so that the rules can tell who contradicts the guide.
    static CertificateSettings AsTheGuideSays(CertificateSettings certificate, Func<string, bool> given) =>
        certificate with
        {
            KeyOwner = given("key_owner") ? certificate.KeyOwner : "root",
            KeyGroup = given("key_group") ? certificate.KeyGroup : "root",
            KeyMode = given("key_mode") ? certificate.KeyMode : CertificateSettings.GuideMode,
        };
}
