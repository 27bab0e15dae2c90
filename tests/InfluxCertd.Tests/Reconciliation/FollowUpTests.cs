using InfluxCertd.Core.Clients.Traffic;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>Clients that spoke plain HTTP are followed after the switch, and each thing is told once.</summary>
public sealed class FollowUpTests : IDisposable
{
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
        Assert.Empty(await EventsOfALookAsync());

        _host.InfluxDb.Traffic = new([Seen("10.0.0.1", "Telegraf/1.30"), Seen("10.0.0.2", "curl/8")], []);
        Assert.Equal(["client-returned", "client-returned"], await EventsOfALookAsync());

        var reads = _host.InfluxDb.TrafficReads;
        Assert.Empty(await EventsOfALookAsync());
        Assert.Equal(reads, _host.InfluxDb.TrafficReads);
    }

    async Task<IReadOnlyList<string>> EventsOfALookAsync()
    {
        _host.Events.Clear();
        _host.RestartProgram();
        await _host.LookAsync();
        return [.. _host.EventNames];
    }

    SeenClient Seen(string address, string agent) => new(address, agent, null, "db", _host.GetUtcNow());
}
