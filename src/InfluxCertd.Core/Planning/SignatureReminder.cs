using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Planning;

/// <summary>How loudly, and how often, to say that a CA has still to sign.</summary>
public static class SignatureReminder
{
    static readonly TimeSpan Interval = TimeSpan.FromDays(7);

    /// <summary>Louder as the certificate in use nears its end. A self-signed one stands in for as long as it takes, and renews itself.</summary>
    public static AlertLevel Level(DesiredState desired, ObservedState observed) =>
        EndsAt(observed) is { } end && ExpiryAlert.For(end - observed.Now, desired.Settings.Alerts.ExpiryDays) is { Level: > AlertLevel.Warning and var level }
            ? level
            : AlertLevel.Warning;

    /// <summary>When nothing valid will be left unless the CA has signed; null while that never is.</summary>
    public static DateTimeOffset? EndsAt(ObservedState observed) =>
        observed.Certificate is { Source: not CertificateSource.SelfSigned, Leaf.NotAfter: var end } ? end : null;

    /// <param name="last">Null when it has not been said yet.</param>
    public static bool IsDue(ReminderRecord? last, AlertLevel level, DateTimeOffset now) =>
        last is null || level > last.Level || now - last.At >= Interval;
}
