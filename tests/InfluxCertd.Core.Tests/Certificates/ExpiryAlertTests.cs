using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Tests.Certificates;

public class ExpiryAlertTests
{
    static readonly ImmutableArray<int> Defaults = [30, 14, 7, 3, 1];

    [Theory]
    [InlineData(30.01, null, null)]
    [InlineData(30, 30, AlertLevel.Notice)]
    [InlineData(14.01, 30, AlertLevel.Notice)]
    [InlineData(14, 14, AlertLevel.Warning)]
    [InlineData(7, 7, AlertLevel.Error)]
    [InlineData(3, 3, AlertLevel.Error)]
    [InlineData(1, 1, AlertLevel.Critical)]
    [InlineData(0.01, 1, AlertLevel.Critical)]
    [InlineData(0, 0, AlertLevel.Critical)]
    [InlineData(-5, 0, AlertLevel.Critical)]
    public void The_nearest_threshold_passed_sets_the_level(double daysLeft, int? threshold, AlertLevel? level)
    {
        var alert = ExpiryAlert.For(TimeSpan.FromDays(daysLeft), Defaults);
        Assert.Equal(threshold, alert?.ThresholdDays);
        Assert.Equal(level, alert?.Level);
    }

    [Fact]
    public void Thresholds_may_come_in_any_order() =>
        Assert.Equal(new ExpiryAlert(7, AlertLevel.Error), ExpiryAlert.For(TimeSpan.FromDays(5), [1, 3, 7, 14, 30]));

    [Fact]
    public void A_single_threshold_warns() =>
        Assert.Equal(new ExpiryAlert(10, AlertLevel.Warning), ExpiryAlert.For(TimeSpan.FromDays(5), [10]));

    [Fact]
    public void The_next_alert_is_the_next_threshold_ahead_and_at_last_expiry()
    {
        var end = new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(end.AddDays(-14), ExpiryAlert.NextAt(end, Defaults, end.AddDays(-20)));
        Assert.Equal(end, ExpiryAlert.NextAt(end, Defaults, end.AddHours(-5)));
        Assert.Null(ExpiryAlert.NextAt(end, Defaults, end));
    }
}
