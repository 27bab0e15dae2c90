using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Tests.Certificates;

public class RenewalScheduleTests
{
    static readonly DateTimeOffset Start = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(365, 335)] // a third would be 121 days: the 30-day cap holds
    [InlineData(90, 60)] // a third is the cap exactly
    [InlineData(30, 20)]
    [InlineData(3, 2)]
    public void By_default_renewal_is_due_at_two_thirds_and_at_most_thirty_days_before_the_end(int days, int dueOnDay)
    {
        var schedule = Schedule(days);
        Assert.Equal(Start.AddDays(dueOnDay), schedule.DueAt);
        Assert.Equal(schedule.DueAt, schedule.RenewAt);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Due_begins_on_the_second(int offset, bool due)
    {
        var schedule = Schedule(365);
        Assert.Equal(due, schedule.IsDue(schedule.DueAt.AddSeconds(offset)));
    }

    [Fact]
    public void A_configured_renew_before_wins() =>
        Assert.Equal(Start.AddDays(358), Schedule(365, TimeSpan.FromDays(7)).DueAt);

    [Fact]
    public void A_renew_before_longer_than_the_leaf_lives_does_not_make_it_due_for_ever() =>
        Assert.Equal(Start.AddDays(2), Schedule(3, TimeSpan.FromDays(30)).DueAt);

    [Fact]
    public void A_renewal_due_in_the_morning_waits_for_the_night_window()
    {
        var now = Start.AddDays(335).AddHours(9);
        var schedule = Schedule(365, windows: "02:00-05:00", now: now);
        Assert.True(schedule.IsDue(now));
        Assert.False(schedule.MayStart(now));
        Assert.Equal(Start.AddDays(336).AddHours(2), schedule.RenewAt);
    }

    [Fact]
    public void Inside_the_window_a_due_renewal_starts_at_once()
    {
        var now = Start.AddDays(336).AddHours(3);
        Assert.True(Schedule(365, windows: "02:00-05:00", now: now).MayStart(now));
    }

    [Fact]
    public void Before_it_is_due_the_window_does_not_start_a_renewal()
    {
        var now = Start.AddDays(100).AddHours(3);
        Assert.False(Schedule(365, windows: "02:00-05:00", now: now).MayStart(now));
    }

    [Fact]
    public void A_window_that_comes_too_late_is_not_waited_for()
    {
        // One day left before the end of a three-day leaf; the window is on a Sunday five days away.
        var now = Start.AddDays(2);
        var schedule = Schedule(3, windows: "Wed 02:00-03:00", now: now);
        Assert.Equal(Start.AddDays(3) - (TimeSpan.FromDays(1) / 10), schedule.RenewAt);
    }

    static RenewalSchedule Schedule(int days, TimeSpan? renewBefore = null, string? windows = null, DateTimeOffset? now = null) =>
        RenewalSchedule.For(
            Some.Leaf(Start, Start.AddDays(days)), renewBefore,
            windows is null ? [] : [Some.Window(windows)], TimeZoneInfo.Utc, now ?? Start);
}
