using System.Collections.Immutable;
using System.Text.Json;
using InfluxCertd.Core.Clients.Traffic;

namespace InfluxCertd.Core.Tests.Clients.Traffic;

/// <summary>Who was there before the switch to HTTPS, and who comes back.</summary>
public class SwitchRecordTests
{
    static readonly DateTimeOffset Switched = new(2026, 11, 24, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_wrote_before_is_back_once_its_points_are_accepted_and_who_only_asked_once_it_asks()
    {
        var record = Begin(Wrote("10.0.0.1", "Telegraf/1.8", -1), Wrote("10.0.0.1", "Telegraf/1.8", -2, "other"), Asked("10.0.0.2", "Grafana/9", -1), Asked("10.0.0.3", "", -1) with { Answer = null });
        Assert.Equal(3, record.Clients.Length);
        var now = With(record, 2, Asked("10.0.0.1", "Telegraf/1.9", 1, 401), Asked("10.0.0.2", "Grafana/9", -1), Asked("10.0.0.9", "", 1));
        Assert.Equal([401, null, null], now.Clients.Select(client => client.TurnedDown));
        Assert.All(now.Clients, client => Assert.Null(client.Returned));
        now = With(now, 4, Wrote("10.0.0.1", "Telegraf/1.9", 3), Asked("10.0.0.2", "Grafana/10", 3), Asked("10.0.0.3", "anything", 3));
        Assert.All(now.Clients, client => Assert.True(client is { Returned: not null, TurnedDown: null }));
        Assert.Null(now.NextLook(At(5)));
    }

    [Fact]
    public void A_program_of_this_host_is_met_by_its_name_wherever_it_connects_from_and_another_host_s_is_not_it()
    {
        var record = Begin().Expect(["telegraf"], At(1));
        var elsewhere = With(record, 2, Wrote("10.0.0.1", "Telegraf/1.8", 2));
        Assert.Null(Assert.Single(elsewhere.Clients).Returned);
        var back = With(elsewhere, 3, Wrote("::1", "Telegraf/1.8", 3));
        Assert.Equal(At(3), Assert.Single(back.Clients).Returned);

        // The next certificate: it has to write again.
        Assert.Null(Assert.Single(back.Expect(["telegraf"], At(4)).Clients).Returned);
    }

    [Fact]
    public void The_log_is_looked_at_soon_then_ever_more_rarely_and_no_more_once_all_is_told()
    {
        var record = Begin(Wrote("10.0.0.1", "Telegraf/1.8", -1));
        var (at, looks) = (Switched.AddSeconds(2), 0);
        for (; at < At(10); looks++)
        {
            at = record.NextLook(at)!.Value;
        }

        Assert.Equal(At(10), at);
        Assert.InRange(looks, 8, 20);
        Assert.True(Assert.Single(record.Clients).IsMissing(at));
        Assert.Null((record with { Clients = [record.Clients[0] with { IsTold = true }] }).NextLook(at));
        Assert.Empty(With(record, 31 * 24 * 60).Clients);
    }

    [Fact]
    public void A_failing_client_is_over_once_its_address_gets_through_and_it_is_silent_for_longer_than_usual()
    {
        FailedClient Failed(double since, double until, int count) => new("10.0.0.3", "remote error: tls: bad certificate", At(since), At(until), count);
        SwitchRecord Fail(SwitchRecord record, double now, FailedClient failure, params SeenClient[] through) =>
            record.With(new(ImmutableArray.Create(through), [failure]), At(now), Local);

        var failing = Fail(Begin(), 2, Failed(1, 2, 7));
        failing = Fail(failing, 4, Failed(3, 4, 7), Wrote("10.0.0.3", "another", 4));
        Assert.True(Assert.Single(failing.Failures) is { Count: 14, IsOver: false } known && known.Since == At(1));
        Assert.False(Assert.Single(With(failing, 4.2, Wrote("10.0.0.3", "another", 4.1)).Failures).IsOver);
        Assert.False(Assert.Single(With(failing, 9).Failures).IsOver);
        var mended = With(failing, 9, Wrote("10.0.0.3", "another", 8.9));
        Assert.True(Assert.Single(mended.Failures).IsOver);

        // Again within a day is the same story; after that it is told anew.
        Assert.Equal(At(1), Assert.Single(Fail(mended, 60, Failed(59, 59, 1)).Failures).Since);
        Assert.Equal(At(3000), Assert.Single(Fail(mended, 3001, Failed(3000, 3000, 1)).Failures).Since);
        Assert.Empty(With(mended, 8 * 24 * 60).Failures);
        Assert.Empty(Begin().With(new([], [new("10.0.0.3", "EOF", At(1), At(2), 1)]), At(3), Local).Failures);
    }

    [Fact]
    public void The_record_survives_json()
    {
        var record = With(Begin(Wrote("10.0.0.1", "Telegraf/1.8", -1)), 2, Wrote("10.0.0.1", "Telegraf/1.8", 1));
        var read = JsonSerializer.Deserialize<SwitchRecord>(JsonSerializer.Serialize(record))!;
        Assert.Equal((record.SwitchedAt, Assert.Single(record.Clients)), (read.SwitchedAt, Assert.Single(read.Clients)));
    }

    static SwitchRecord Begin(params SeenClient[] before) => SwitchRecord.Begin(Switched, [.. before.Select(client => new ClientOutlook(client, null, false))]);

    static SwitchRecord With(SwitchRecord record, double minutes, params SeenClient[] seen) => record.With(new([.. seen], []), At(minutes), Local);

    static bool Local(string address) => address is "127.0.0.1" or "::1";

    static SeenClient Wrote(string address, string agent, double minutes, string database = "db") =>
        new(address, agent, null, database, At(minutes)) { LastWritten = At(minutes), Answer = 204 };

    static SeenClient Asked(string address, string agent, double minutes, int status = 200) => new(address, agent, null, null, At(minutes)) { Answer = status };

    static DateTimeOffset At(double minutes) => Switched.AddMinutes(minutes);
}
