using CsCheck;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Tests.Configuration;

public class DurationTextTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("36h", 129_600)]
    [InlineData("30d", 2_592_000)]
    [InlineData("2w", 1_209_600)]
    [InlineData("1d12h", 129_600)]
    [InlineData("1w2d3h4m5s", 788_645)]
    [InlineData("007m", 420)]
    public void ReadsNumbersWithUnits(string text, long seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration, out var why), why);
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("d")]
    [InlineData("1.5h")]
    [InlineData("-1d")]
    [InlineData("+1d")]
    [InlineData("1D")]
    [InlineData("1d 12h")]
    [InlineData(" 1d")]
    [InlineData("1d12")]
    [InlineData("1y")]
    [InlineData("1ms")]
    [InlineData("٣d")]
    public void RefusesWhatIsNoDuration(string text)
    {
        Assert.False(DurationText.TryParse(text, out _, out var why));
        Assert.Equal("a duration is a whole number and a unit (s, m, h, d or w), such as \"90s\", \"36h\" or \"1d12h\"", why);
    }

    [Theory]
    [InlineData("12h1d")]
    [InlineData("1d1d")]
    [InlineData("1d1w")]
    public void RefusesUnitsOutOfOrder(string text)
    {
        Assert.False(DurationText.TryParse(text, out _, out var why));
        Assert.Equal("units go from the largest to the smallest, each once, such as \"1d12h\"", why);
    }

    [Theory]
    [InlineData("365001d")]
    [InlineData("99999999999999999999999999w")]
    [InlineData("365000d1s")]
    public void RefusesMoreThanAThousandYearsWithoutOverflow(string text)
    {
        Assert.False(DurationText.TryParse(text, out _, out var why));
        Assert.Equal("no date is that far away", why);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(90, "1m30s")]
    [InlineData(3_600, "1h")]
    [InlineData(129_600, "1d12h")]
    [InlineData(31_536_000, "365d")]
    public void FormatsInDaysAndBelow(long seconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void WhatIsFormattedReadsBack() =>
        Gen.Long[0, 365_000L * 86_400].Sample(seconds =>
            DurationText.TryParse(DurationText.Format(TimeSpan.FromSeconds(seconds)), out var duration, out _)
            && duration == TimeSpan.FromSeconds(seconds));

    [Fact]
    public void NoTextThrows() =>
        Gen.String[Gen.Char["0123456789wdhms -x"], 0, 12].Sample(text => { _ = DurationText.TryParse(text, out _, out _); });
}
