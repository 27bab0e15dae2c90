using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace InfluxCertd.Core.Certificates;

/// <summary>
/// A recurring span of the wall clock, such as "Mon-Fri 22:00-04:00", in which a restart disturbs least.
/// The days are those on which the span starts; it runs past midnight when it ends at or before its start.
/// </summary>
/// <param name="Days">The days on which it starts.</param>
/// <param name="StartMinute">Its first minute, 0 to 1439, counted from midnight.</param>
/// <param name="EndMinute">The minute it stops before, 1 to 1440, never equal to the first.</param>
public sealed record QuietWindow(Weekdays Days, int StartMinute, int EndMinute)
{
    const int MinutesInDay = 24 * 60;

    // A weekly window that the clock change swallows opens the week after.
    const int LongestWaitInMinutes = 15 * MinutesInDay;

    /// <summary>Reads "[days ]HH:MM-HH:MM"; <paramref name="why"/> says in a clause what is wrong with anything else.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out QuietWindow? window, [NotNullWhen(false)] out string? why) =>
        QuietWindowText.TryParse(text, out window, out why);

    /// <summary>
    /// Whether the zone's wall clock shows a time in the span. An hour that the clock shows twice counts twice,
    /// an hour that it skips not at all.
    /// </summary>
    public bool Contains(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var minute = (local.Hour * 60) + local.Minute;
        if (StartMinute < EndMinute)
        {
            return StartsOn(local.DayOfWeek) && minute >= StartMinute && minute < EndMinute;
        }

        return (StartsOn(local.DayOfWeek) && minute >= StartMinute)
            || (StartsOn(DayBefore(local.DayOfWeek)) && minute < EndMinute);
    }

    /// <summary>
    /// The first instant inside the span at or after <paramref name="from"/>: <paramref name="from"/> itself when it
    /// lies inside, otherwise the next opening, in the zone's offset.
    /// </summary>
    public DateTimeOffset NextStart(DateTimeOffset from, TimeZoneInfo zone)
    {
        if (Contains(from, zone))
        {
            return from;
        }

        // Offsets are whole minutes, so a span opens on a whole minute whatever the clock does in between:
        // looking at each one takes a few milliseconds and knows no special case.
        var minute = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        for (var i = 1; i <= LongestWaitInMinutes; i++)
        {
            var candidate = minute.AddMinutes(i);
            if (Contains(candidate, zone))
            {
                return TimeZoneInfo.ConvertTime(candidate, zone);
            }
        }

        throw new UnreachableException($"\"{this}\" does not open within 15 days of {from:O}.");
    }

    /// <summary>The text that <see cref="TryParse"/> reads back to the same window.</summary>
    public override string ToString() => QuietWindowText.Format(this);

    bool StartsOn(DayOfWeek day) => Days.HasFlag((Weekdays)(1 << (int)day));

    static DayOfWeek DayBefore(DayOfWeek day) => (DayOfWeek)(((int)day + 6) % 7);
}
