using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Planning;

/// <summary>What the host should look like, and who asks for it.</summary>
/// <param name="SettingsDigest">Stands for the configuration: back-off ends when it changes.</param>
/// <param name="Zone">The zone that <c>renew_window</c> is meant in.</param>
public sealed record DesiredState(Settings Settings, string SettingsDigest, TimeZoneInfo Zone, Trigger Trigger)
{
    /// <summary>The generation that a person wants back; null when nobody asks.</summary>
    public int? RollBackTo { get; init; }

    /// <summary>The next certificate is to be of another root than those of the private CA, which nobody is to trust any longer.</summary>
    public bool ReplaceRoot { get; init; }

    public bool IsByPerson => Trigger is Trigger.Person or Trigger.RenewNow;

    public CertificateSettings Certificate => Settings.Certificate;

    /// <summary>The one file of certificate and key that [[opentsdb]] loads.</summary>
    public string OpenTsdbCertificate => Certificate.BundleFile ?? UsualBundle;

    /// <summary>Of the current generation.</summary>
    public const string UsualBundle = "/etc/ssl/influxcertd/current/tls.pem";

    /// <summary>The three settings of [http].</summary>
    public HttpsSettings Https => Certificate.BundleFile is { } bundle
        ? new(Enabled: true, bundle, bundle)
        : new(Enabled: true, Certificate.CertificateFile, Certificate.KeyFile);
}

/// <summary>Who asks to look. Only <see cref="Schedule"/> is held back by back-off.</summary>
public enum Trigger
{
    Schedule,

    /// <summary>SIGHUP, of whoever has changed a configuration or a certificate: deploy hooks send it as well as persons.</summary>
    Reload,

    /// <summary>A person: <c>apply</c>.</summary>
    Person,

    /// <summary>A person who wants a new certificate now: <c>renew</c>.</summary>
    RenewNow,
}
