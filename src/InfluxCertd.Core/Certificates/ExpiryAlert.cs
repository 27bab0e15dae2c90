using System.Collections.Immutable;

namespace InfluxCertd.Core.Certificates;

/// <summary>How loudly to say that a certificate runs out; in the order of syslog's priorities.</summary>
public enum AlertLevel
{
    Notice,
    Warning,
    Error,
    Critical,
}

/// <summary>The threshold that a certificate has fallen below.</summary>
/// <param name="ThresholdDays">The configured threshold in days; 0 once the certificate has expired.</param>
public sealed record ExpiryAlert(int ThresholdDays, AlertLevel Level)
{
    /// <summary>The nearest threshold passed, or null while more time is left than the largest.</summary>
    /// <param name="thresholds">Days, in any order. The largest alerts as a notice, the smallest as critical, those between in steps.</param>
    public static ExpiryAlert? For(TimeSpan timeLeft, ImmutableArray<int> thresholds)
    {
        if (timeLeft <= TimeSpan.Zero)
        {
            return new ExpiryAlert(0, AlertLevel.Critical);
        }

        var descending = thresholds.Distinct().OrderDescending().ToArray();
        var passed = Array.FindLastIndex(descending, days => timeLeft <= TimeSpan.FromDays(days));
        return passed < 0 ? null : new ExpiryAlert(descending[passed], LevelAt(passed, descending.Length));
    }

    /// <summary>When the next threshold is passed; null when none is left but expiry itself.</summary>
    public static DateTimeOffset? NextAt(DateTimeOffset notAfter, ImmutableArray<int> thresholds, DateTimeOffset now) =>
        thresholds.Select(days => notAfter - TimeSpan.FromDays(days)).Append(notAfter)
            .Where(at => at > now)
            .Select(at => (DateTimeOffset?)at)
            .Min();

    static AlertLevel LevelAt(int index, int count) =>
        count == 1
            ? AlertLevel.Warning
            : (AlertLevel)Math.Round(index * (double)AlertLevel.Critical / (count - 1), MidpointRounding.AwayFromZero);
}
