using System.Collections.Immutable;

namespace InfluxCertd.Core.Certificates;

/// <summary>When a certificate is to be renewed.</summary>
/// <param name="DueAt">From here on less than <c>renew_before</c> is left.</param>
/// <param name="RenewAt">When the renewal really starts: <paramref name="DueAt"/>, or the next opening of the renewal window.</param>
public sealed record RenewalSchedule(DateTimeOffset DueAt, DateTimeOffset RenewAt)
{
    static readonly TimeSpan LongestDefaultRenewBefore = TimeSpan.FromDays(30);

    /// <summary>A renewal waits for its window until this part of <c>renew_before</c> is left; then it goes ahead at any hour.</summary>
    const int WindowPatience = 10;

    /// <summary>One third of the lifetime, at most 30 days: the field's custom (CertMagic, certbot) for long and short lifetimes alike.</summary>
    public static TimeSpan DefaultRenewBefore(TimeSpan lifetime)
    {
        var third = lifetime / 3;
        return third < LongestDefaultRenewBefore ? third : LongestDefaultRenewBefore;
    }

    /// <param name="renewBefore">Time left at which to renew; null for the default of this lifetime.</param>
    /// <param name="windows">When renewals may start, in the local time of <paramref name="zone"/>; empty for any time.</param>
    public static RenewalSchedule For(
        LeafFacts leaf, TimeSpan? renewBefore, ImmutableArray<QuietWindow> windows, TimeZoneInfo zone, DateTimeOffset now)
    {
        // A certificate from elsewhere can live shorter than the configured renew_before: it must not be due for ever.
        var before = renewBefore is { } wanted && wanted < leaf.Lifetime ? wanted : DefaultRenewBefore(leaf.Lifetime);
        var dueAt = leaf.NotAfter - before;
        if (windows.IsEmpty)
        {
            return new RenewalSchedule(dueAt, dueAt);
        }

        var from = now > dueAt ? now : dueAt;
        var opens = windows.Select(window => window.Contains(from, zone) ? from : window.NextStart(from, zone)).Min();
        var latest = leaf.NotAfter - (before / WindowPatience);
        var renewAt = opens < latest ? opens : latest;
        return new RenewalSchedule(dueAt, renewAt > dueAt ? renewAt : dueAt);
    }

    public bool IsDue(DateTimeOffset now) => now >= DueAt;

    public bool MayStart(DateTimeOffset now) => now >= RenewAt;
}
