using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Core.Tests.Planning;

public class BackoffTests
{
    const double NoJitter = 0.5;

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 120)]
    [InlineData(3, 300)]
    [InlineData(7, 3600)]
    [InlineData(10, 21600)]
    [InlineData(1000, 21600)]
    public void The_delay_grows_to_six_hours(int failures, int seconds) =>
        Assert.Equal(seconds, Backoff.Delay(failures, timeLeft: null, asked: null, NoJitter).TotalSeconds, precision: 3);

    [Fact]
    public void Near_expiry_a_tenth_of_the_time_left_caps_it() =>
        Assert.Equal(TimeSpan.FromHours(1), Backoff.Delay(10, TimeSpan.FromHours(10), asked: null, NoJitter));

    [Fact]
    public void It_is_never_under_ten_seconds() =>
        Assert.Equal(TimeSpan.FromSeconds(10), Backoff.Delay(5, TimeSpan.FromSeconds(20), asked: null, NoJitter));

    [Fact]
    public void Expired_is_no_reason_to_hurry_more_than_the_table_says() =>
        Assert.Equal(TimeSpan.FromMinutes(5), Backoff.Delay(3, TimeSpan.FromDays(-1), asked: null, NoJitter));

    [Theory]
    [InlineData(CertificateSource.Acme, 15 * 60)]
    [InlineData(CertificateSource.PrivateCa, 10)]
    public void An_acme_ca_is_asked_four_times_an_hour_at_most_however_near_the_end_is(CertificateSource asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.Delay(1, TimeSpan.FromMinutes(1), asked, jitter: 0));

    [Theory]
    [InlineData(0.0, 54)]
    [InlineData(0.999999, 66)]
    public void Jitter_moves_it_by_a_tenth(double jitter, int seconds) =>
        Assert.Equal(seconds, Backoff.Delay(1, null, null, jitter).TotalSeconds, tolerance: 0.1);
}
