using InfluxCertd.Core.Clients.Traffic;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>Clients that spoke plain HTTP are followed after the switch, and each thing is told once.</summary>
public sealed class FollowUpTests : IDisposable
{
    const string TelegrafConf = "[[outputs.influxdb]]\n  urls = [\"http://localhost:8086\"]\n";

    readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Who_was_there_before_the_switch_is_told_once_when_missing_and_when_back()
    {
        _host.InfluxDb.Traffic = new([Seen("10.0.0.1", "Telegraf/1.30"), Seen("10.0.0.2", "curl/8")], []);
        await _host.LookAsync();
        Assert.Contains("as Telegraf/1.30 at 10.0.0.1, curl/8 at 10.0.0.2 did until now", _host.Events[^1].Message, StringComparison.Ordinal);

        _host.InfluxDb.Traffic = new([], [new("10.0.0.1", "remote error: tls: bad certificate", _host.GetUtcNow().AddSeconds(1), _host.GetUtcNow().AddSeconds(9), 3)]);
        _host.Travel(TimeSpan.FromHours(1));
        Assert.Equal(["client-refuses-certificate", "client-missing", "client-missing"], await EventsOfALookAsync());
        Assert.EndsWith("and not since; influxcertd clients curl prints what it needs", _host.Events[^1].Message, StringComparison.Ordinal);
        Assert.Empty(await EventsOfALookAsync());

        _host.InfluxDb.Traffic = new([Seen("10.0.0.1", "Telegraf/1.30"), Seen("10.0.0.2", "curl/8")], []);
        Assert.Equal(["client-returned", "client-returned"], await EventsOfALookAsync());
        Assert.Empty(await EventsOfALookAsync());
    }

    [Fact]
    public async Task A_look_without_news_writes_nothing()
    {
        await _host.LookAsync();
        await _host.LookAsync();
        var before = _host.Snapshot();
        await _host.LookAsync();
        Assert.Equal(before, _host.Snapshot());
    }

    [Fact]
    public async Task Telegraf_s_points_are_proof_that_they_arrive_and_the_next_look_does_not_wait_an_hour()
    {
        InstallTelegraf();
        var soon = (await _host.LookAsync()).NextLook;
        Assert.InRange(soon - _host.GetUtcNow(), TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(5));

        _host.Travel(TimeSpan.FromSeconds(5));
        _host.InfluxDb.Traffic = new([Seen("127.0.0.1", "Telegraf/1.30") with { LastWritten = null, Answer = 401 }], []);
        Assert.Empty(await EventsOfALookAsync());

        _host.InfluxDb.Traffic = new([Seen("127.0.0.1", "Telegraf/1.30")], []);
        Assert.Equal(["client-returned"], await EventsOfALookAsync());
        Assert.Equal("telegraf's points arrive over HTTPS, from Telegraf/1.30 at 127.0.0.1 into db", _host.Events[^1].Message);
        Assert.Equal("telegraf.service", _host.Events[^1].Entry.Fields.Unit);
        Assert.True((await _host.LookAsync()).NextLook - _host.GetUtcNow() > TimeSpan.FromMinutes(50));
    }

    [Fact]
    public async Task Points_that_do_not_come_back_are_one_warning_that_says_what_to_look_at()
    {
        InstallTelegraf();
        await _host.LookAsync();
        _host.Travel(TimeSpan.FromMinutes(11));
        _host.InfluxDb.Traffic = new(
            [Seen("127.0.0.1", "Telegraf/1.30") with { LastWritten = null, Answer = 404 }],
            [new("127.0.0.1", "remote error: tls: bad certificate", _host.GetUtcNow(), _host.GetUtcNow(), 1)]);
        Assert.Equal(["client-refuses-certificate", "client-missing"], await EventsOfALookAsync());
        Assert.StartsWith("telegraf's points have not arrived over HTTPS since ", _host.Events[^1].Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "; it connects over HTTPS, and InfluxDB answers 404; a client at 127.0.0.1 does not trust the certificate (remote error: tls: bad certificate); see journalctl -u telegraf.service",
            _host.Events[^1].Message, StringComparison.Ordinal);
        Assert.Empty(await EventsOfALookAsync());
    }

    [Theory]
    [InlineData("log-enabled = false", "[http] says log-enabled = false")]
    [InlineData("access-log-path = \"/var/log/access\"", "[http] access-log-path has requests logged to /var/log/access")]
    [InlineData("suppress-write-log = true", "[http] says suppress-write-log = true")]
    public async Task Where_requests_are_not_in_the_journal_it_is_said_once_that_nobody_can_tell(string setting, string why)
    {
        InstallTelegraf();
        _host.Write(TestHost.ConfigFile, $"[http]\n{setting}\n");
        await _host.LookAsync();
        Assert.Equal($"Whether telegraf's points arrive over HTTPS can't be told, as {why}; see journalctl -u telegraf.service", _host.Events[^1].Message);
        _host.Travel(TimeSpan.FromHours(1));
        Assert.Empty(await EventsOfALookAsync());
    }

    [Fact]
    public async Task A_journal_without_any_request_is_no_evidence_that_somebody_is_missing()
    {
        InstallTelegraf();
        await _host.LookAsync();
        _host.Travel(TimeSpan.FromHours(1));
        Assert.Equal(["clients-need-attention"], await EventsOfALookAsync());
        Assert.Contains("can't be told, as the journal of influxdb.service shows no requests", _host.Events[^1].Message, StringComparison.Ordinal);
        Assert.Empty(await EventsOfALookAsync());
    }

    [Fact]
    public async Task A_handshake_that_fails_is_told_though_nobody_is_waited_for()
    {
        await _host.LookAsync();
        _host.Travel(TimeSpan.FromHours(1));
        _host.InfluxDb.Traffic = new([], [new("10.0.0.1", "remote error: tls: bad certificate", _host.GetUtcNow(), _host.GetUtcNow(), 1)]);
        Assert.Equal(["client-refuses-certificate"], await EventsOfALookAsync());
    }

    void InstallTelegraf()
    {
        _host.Write("/etc/telegraf/telegraf.conf", TelegrafConf);
        _host.InfluxDb.Clients["telegraf.service"] = new FakeClient(() => _host.Read("/etc/telegraf/telegraf.conf"));
    }

    async Task<IReadOnlyList<string>> EventsOfALookAsync()
    {
        _host.Events.Clear();
        _host.RestartProgram();
        await _host.LookAsync();
        return [.. _host.EventNames];
    }

    SeenClient Seen(string address, string agent) => new(address, agent, null, "db", _host.GetUtcNow()) { LastWritten = _host.GetUtcNow(), Answer = 204 };
}
