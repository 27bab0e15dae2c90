using System.Collections.Immutable;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Planning;

/// <summary>How long to wait after a failure. A table, because a table can be audited.</summary>
public static class Backoff
{
    static readonly ImmutableArray<TimeSpan> Delays =
    [
        TimeSpan.FromMinutes(1), // elapsed: 1 min
        TimeSpan.FromMinutes(2), // 3 min
        TimeSpan.FromMinutes(5), // 8 min
        TimeSpan.FromMinutes(10), // 18 min
        TimeSpan.FromMinutes(20), // 38 min
        TimeSpan.FromMinutes(30), // 1 h 8 min
        TimeSpan.FromHours(1), // 2 h 8 min
        TimeSpan.FromHours(2), // 4 h 8 min
        TimeSpan.FromHours(4), // 8 h 8 min
        TimeSpan.FromHours(6), // and so on
    ];

    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>Let's Encrypt counts five failed validations of a name an hour, and then refuses to try.</summary>
    static readonly TimeSpan ShortestAtAcmeCa = TimeSpan.FromMinutes(15);
    const double JitterShare = 0.1;

    /// <summary>
    /// The delay after <paramref name="failures"/> in a row, never more than a tenth of the time left, so that short-lived
    /// and nearly expired certificates are tried often, and never under ten seconds.
    /// </summary>
    /// <param name="failures">1 or more.</param>
    /// <param name="timeLeft">Until the served certificate expires; null when there is none to expire.</param>
    /// <param name="asked">Whom the failed attempt asked for a certificate; null when it needed none. An ACME CA is never asked more than four times an hour.</param>
    /// <param name="jitter">In [0, 1): moves the delay by up to a tenth, so that a hundred hosts do not retry at once.</param>
    public static TimeSpan Delay(int failures, TimeSpan? timeLeft, CertificateSource? asked, double jitter)
    {
        var delay = Delays[Math.Clamp(failures - 1, 0, Delays.Length - 1)];
        if (timeLeft is { } left && left > TimeSpan.Zero && left / 10 < delay)
        {
            delay = left / 10;
        }

        delay *= 1 + (JitterShare * ((2 * jitter) - 1));
        var shortest = asked == CertificateSource.Acme ? ShortestAtAcmeCa : Shortest;
        return delay > shortest ? delay : shortest;
    }
}
