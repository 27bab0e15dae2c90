using System.Globalization;
using CsCheck;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Tests.Certificates;

/// <summary>2026-11-24 is a Tuesday. Berlin's clock goes from 02:00 to 03:00 on 2027-03-28 and from 03:00 to 02:00 on 2027-10-31.</summary>
public class QuietWindowTests
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("02:00-05:00", "02:00-05:00")]
    [InlineData("22:00-04:00", "22:00-04:00")]
    [InlineData("22:00-00:00", "22:00-24:00")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("Sat,Sun 01:00-05:00", "Sat,Sun 01:00-05:00")]
    [InlineData("  sun,SAT   01:00-05:00 ", "Sat,Sun 01:00-05:00")]
    [InlineData("Mon-Fri 22:00-04:00", "Mon,Tue,Wed,Thu,Fri 22:00-04:00")]
    [InlineData("Sat-Mon 22:00-04:00", "Mon,Sat,Sun 22:00-04:00")]
    [InlineData("Mon-Wed,Fri 22:00-04:00", "Mon,Tue,Wed,Fri 22:00-04:00")]
    [InlineData("Mon-Sun 22:00-04:00", "22:00-04:00")]
    public void ReadsWhatAPersonWrites(string text, string formatted)
    {
        var window = Window(text);
        Assert.Equal(formatted, window.ToString());
        Assert.Equal(window, Window(formatted));
    }

    [Theory]
    [InlineData("02:00-05:00", "2026-11-24T01:59:59", false)]
    [InlineData("02:00-05:00", "2026-11-24T02:00:00", true)]
    [InlineData("02:00-05:00", "2026-11-24T04:59:59", true)]
    [InlineData("02:00-05:00", "2026-11-24T05:00:00", false)]
    [InlineData("22:00-24:00", "2026-11-24T23:59:59", true)]
    [InlineData("22:00-24:00", "2026-11-25T00:00:00", false)]
    [InlineData("Mon 02:00-05:00", "2026-11-24T03:00:00", false)]
    [InlineData("Tue 02:00-05:00", "2026-11-24T03:00:00", true)]
    [InlineData("Tue 22:00-04:00", "2026-11-24T03:00:00", false)]
    [InlineData("Mon 22:00-04:00", "2026-11-24T03:00:00", true)]
    [InlineData("Mon-Fri 22:00-04:00", "2026-11-28T03:59:59", true)]
    [InlineData("Mon-Fri 22:00-04:00", "2026-11-28T04:00:00", false)]
    [InlineData("Mon-Fri 22:00-04:00", "2026-11-28T23:00:00", false)]
    [InlineData("Sun 22:00-04:00", "2026-11-23T01:00:00", true)]
    public void HoldsItsStartAndNotItsEnd(string text, string wallClock, bool inside) =>
        Assert.Equal(inside, Window(text).Contains(InBerlin(wallClock), Berlin));

    [Theory]
    [InlineData("02:00-05:00", "2026-11-24T12:00:00+01:00", "2026-11-25T02:00:00+01:00")]
    [InlineData("02:00-05:00", "2026-11-24T01:59:59.9999999+01:00", "2026-11-24T02:00:00+01:00")]
    [InlineData("02:00-05:00", "2026-11-24T03:30:15+01:00", "2026-11-24T03:30:15+01:00")]
    [InlineData("02:00-05:00", "2026-11-24T05:00:00+01:00", "2026-11-25T02:00:00+01:00")]
    [InlineData("02:00-05:00", "2026-11-24T19:30:00-08:00", "2026-11-24T19:30:00-08:00")]
    [InlineData("Tue 02:00-05:00", "2026-11-24T05:00:00+01:00", "2026-12-01T02:00:00+01:00")]
    [InlineData("Mon-Fri 22:00-04:00", "2026-11-28T12:00:00+01:00", "2026-11-30T22:00:00+01:00")]
    public void OpensNextAtItsNextStart(string text, string from, string expected) =>
        Assert.Equal(Instant(expected), Window(text).NextStart(Instant(from), Berlin));

    [Theory]
    // The hour from 02:00 to 03:00 does not exist on this Sunday.
    [InlineData("02:00-03:00", "2027-03-28T00:00:00+01:00", "2027-03-29T02:00:00+02:00")]
    [InlineData("Sun 02:00-03:00", "2027-03-28T00:00:00+01:00", "2027-04-04T02:00:00+02:00")]
    [InlineData("Sun 02:00-03:00", "2027-03-21T03:00:00+01:00", "2027-04-04T02:00:00+02:00")]
    // Its rest opens when the clock has jumped.
    [InlineData("02:30-03:30", "2027-03-28T00:00:00+01:00", "2027-03-28T03:00:00+02:00")]
    [InlineData("01:30-02:30", "2027-03-28T00:00:00+01:00", "2027-03-28T01:30:00+01:00")]
    // The hour from 02:00 to 03:00 comes twice on this one.
    [InlineData("02:30-02:45", "2027-10-31T00:00:00+02:00", "2027-10-31T02:30:00+02:00")]
    [InlineData("02:30-02:45", "2027-10-31T02:45:00+02:00", "2027-10-31T02:30:00+01:00")]
    [InlineData("02:30-02:45", "2027-10-31T02:45:00+01:00", "2027-11-01T02:30:00+01:00")]
    [InlineData("01:30-02:30", "2027-10-31T02:30:00+02:00", "2027-10-31T02:00:00+01:00")]
    [InlineData("02:00-05:00", "2027-10-31T02:59:59+02:00", "2027-10-31T02:59:59+02:00")]
    public void FollowsTheWallClockWhenItChanges(string text, string from, string expected) =>
        Assert.Equal(Instant(expected), Window(text).NextStart(Instant(from), Berlin));

    [Fact]
    public void AZoneThatSkippedAWholeDayStillOpensAWeekLater()
    {
        // Samoa went from Thursday 2011-12-29 to Saturday 2011-12-31.
        var apia = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia");
        Assert.Equal(
            Instant("2012-01-06T10:00:00+14:00"),
            Window("Fri 10:00-11:00").NextStart(Instant("2011-12-23T12:00:00-10:00"), apia));
    }

    [Fact]
    public void TheAnswerIsShownInTheZonesOwnTime() =>
        Assert.Equal(TimeSpan.FromHours(1), Window("02:00-05:00").NextStart(Instant("2026-11-24T12:00:00Z"), Berlin).Offset);

    [Fact]
    public void AnyAnswerLiesInsideAndTheMinuteBeforeItDoesNot()
    {
        var windows = Gen.Select(Gen.Int[1, 127], Gen.Int[0, 1439], Gen.Int[1, 1440]).Where(w => w.Item2 != w.Item3)
            .Select(w => new QuietWindow((Weekdays)w.Item1, w.Item2, w.Item3));
        var instants = Gen.Long[0, 2L * 365 * 86_400].Select(s => Instant("2026-11-24T00:00:00Z").AddSeconds(s));
        Gen.Select(windows, instants).Sample(
            (window, from) =>
            {
                var next = window.NextStart(from, Berlin);
                return window.Contains(next, Berlin)
                    && (next == from || (next > from && !window.Contains(next.AddSeconds(-1), Berlin)));
            },
            iter: 200);
    }

    static QuietWindow Window(string text)
    {
        Assert.True(QuietWindow.TryParse(text, out var window, out var why), why);
        return window;
    }

    static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    static DateTimeOffset InBerlin(string wallClock)
    {
        var local = DateTime.Parse(wallClock, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, Berlin.GetUtcOffset(local));
    }
}
