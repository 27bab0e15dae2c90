namespace InfluxCertd.SystemTests;

/// <summary>A clock that is not set, jumps, or is far in the future never costs a certificate.</summary>
public class ClockTests
{
    /// <summary>The daemon's own clock, which this file moves while it runs.</summary>
    const string Clock = "/etc/influxcertd-clock";

    static string Set(string offset) => $"echo '{offset}' > {Clock}";

    /// <summary>Before the package is installed, so that the first look already sees it.</summary>
    static string FakeClock(string offset) => $$"""
        {{Set(offset)}}
        mkdir -p /etc/systemd/system/influxcertd.service.d
        printf '[Service]\nEnvironment=LD_PRELOAD=%s FAKETIME_TIMESTAMP_FILE={{Clock}} FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1\n' /usr/lib/*/faketime/libfaketime.so.1 > /etc/systemd/system/influxcertd.service.d/clock.conf
        """;

    static async Task<Machine> BootAtAsync(string offset)
    {
        var machine = await Machine.BootAsync();
        await machine.RunAsync(FakeClock(offset));
        await machine.RunAsync($"apt-get install -y {Machine.Package}");
        return machine;
    }

    [Theory]
    [InlineData("1970-01-02 00:00:00")]
    [InlineData("2001-01-01 00:00:00")]
    public async Task A_clock_from_before_the_build_issues_nothing_until_it_is_set(string clock)
    {
        await using var machine = await BootAtAsync("@" + clock);
        await machine.EventuallyAsync("systemctl is-active influxcertd");
        await machine.RunAsync("sleep 3; curl -sf http://localhost:8086/ping; test ! -e /etc/ssl/influxdb-selfsigned.crt");
        Assert.Contains("clock", await machine.RunAsync("systemctl show -P StatusText influxcertd; journalctl -t influxcertd -o cat --no-pager"), StringComparison.Ordinal);
        await machine.RunAsync(Set("+0"));
        await machine.RunAsync("systemctl reload influxcertd");
        await machine.EventuallyAsync("influxcertd verify");
    }

    [Fact]
    public async Task A_clock_that_goes_back_keeps_the_certificate_and_one_that_goes_forward_renews_it()
    {
        await using var machine = await BootAtAsync("+0");
        await machine.EventuallyAsync("influxcertd verify");
        var first = await machine.ServedFingerprintAsync();
        await machine.RunAsync(Set("-400d") + "; systemctl reload influxcertd; sleep 3");
        Assert.Equal(first, await machine.ServedFingerprintAsync());
        await machine.RunAsync(Set("+0") + "; systemctl reload influxcertd; sleep 3; influxcertd status");
        Assert.Equal(first, await machine.ServedFingerprintAsync());
        await machine.RunAsync(Set("+340d") + "; systemctl reload influxcertd");
        await machine.EventuallyAsync($"openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -checkend $((390*86400))");
        Assert.NotEqual(first, await machine.ServedFingerprintAsync());
        Assert.Empty(await machine.EventsAsync("apply-failed"));
    }

    [Theory]
    [InlineData("2039-06-01 00:00:00", "2040")]
    [InlineData("2049-12-01 00:00:00", "2050")]
    public async Task Dates_past_2038_are_like_others(string clock, string until)
    {
        await using var machine = await BootAtAsync("@" + clock);
        await machine.EventuallyAsync("test -e /etc/ssl/influxdb-selfsigned.crt && curl -sfk https://localhost:8086/ping");
        Assert.EndsWith($" {until} GMT", await machine.RunAsync("openssl x509 -in /etc/ssl/influxdb-selfsigned.crt -noout -enddate"), StringComparison.Ordinal);
        Assert.Contains($"valid until {until}", await machine.RunAsync("sleep 1; systemctl show -P StatusText influxcertd"), StringComparison.Ordinal);
        Assert.Empty(await machine.EventsAsync("apply-failed"));
    }
}
