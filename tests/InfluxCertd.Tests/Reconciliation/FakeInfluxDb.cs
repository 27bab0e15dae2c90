using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Clients;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>
/// systemd and an InfluxDB as both behave: it serves what was on disk when it last started, and a restart that
/// systemctl calls a success proves nothing. Real ones are met in InfluxCertd.SystemTests.
/// </summary>
sealed class FakeInfluxDb(HostRoot root, string account) : IServiceManager, IWireProbe, IUnitJournal, IInfluxCli, IClientCheck, ITrafficJournal
{
    const string InfluxDbUnit = "influxdb.service";

    readonly List<string> _log = [];
    string _activeState = "inactive";

    /// <summary>What is really served.</summary>
    public WireState Served { get; private set; } = new WireState.Nothing("connection refused");

    /// <summary>The leaf that is served; null in plain HTTP and when nothing is.</summary>
    public string? ServedLeaf => LeafOf(Served);

    public int Starts { get; private set; }

    /// <summary>For what it would serve, the line of its log with which it ends instead; null to start.</summary>
    public Func<WireState, string?> Refuses { get; set; } = _ => null;

    /// <summary>What a client meets instead of what is served.</summary>
    public Func<WireState, WireState> Shows { get; set; } = state => state;

    /// <summary>What the influx command line says of what is served.</summary>
    public Func<WireState, InfluxCliOutcome> CliSays { get; set; } = _ => new InfluxCliOutcome.Accepted();

    /// <summary>What <c>systemctl restart</c> says instead of doing it, each time once.</summary>
    public Queue<string> RestartErrors { get; } = [];

    public string Environment { get; set; } = "";

    /// <summary>The clients that systemd knows, by unit.</summary>
    public Dictionary<string, FakeClient> Clients { get; } = [];

    public static string? LeafOf(WireState state) => (state as WireState.Tls)?.LeafFingerprintSha256;

    public void Start()
    {
        Starts++;
        var state = Load();
        if (Refuses(state) is { } line)
        {
            _log.Add(line);
            (_activeState, Served) = ("failed", new WireState.Nothing("connection refused"));
            return;
        }

        (_activeState, Served) = ("active", state);
    }

    public void Stop() => (_activeState, Served) = ("inactive", new WireState.Nothing("connection refused"));

    public Task<UnitState> ShowAsync(string unit, CancellationToken cancellation) => Task.FromResult(UnitState.Parse(unit != InfluxDbUnit
        ? Clients.TryGetValue(unit, out var client) ? client.Show() : "LoadState=not-found"
        : $"""
        LoadState=loaded
        ActiveState={_activeState}
        SubState={(_activeState == "active" ? "running" : _activeState)}
        Result=success
        NRestarts=0
        InactiveExitTimestampMonotonic=0
        User={account}
        Group={account}
        Environment={Environment}
        """));

    public Task<ChildResult> RestartAsync(string unit, TimeSpan patience, CancellationToken cancellation)
    {
        if (Clients.TryGetValue(unit, out var client))
        {
            client.Start();
            return Task.FromResult(new ChildResult(0, "", ""));
        }

        if (RestartErrors.TryDequeue(out var error))
        {
            return Task.FromResult(new ChildResult(1, "", error));
        }

        Start();
        return Task.FromResult(new ChildResult(0, "", ""));
    }

    public Task<ChildResult> ReloadAsync(string unit, TimeSpan patience, CancellationToken cancellation)
    {
        if (Clients.TryGetValue(unit, out var client))
        {
            client.Start();
        }

        return Task.FromResult(new ChildResult(0, "", ""));
    }

    public Task<string?> ComplaintAsync(string program, CancellationToken cancellation) =>
        Task.FromResult(Clients.TryGetValue(program + ".service", out var client) ? client.Complains() : null);

    /// <summary>Who talked to it.</summary>
    public Traffic Traffic { get; set; } = Traffic.None;

    public Task<Traffic> ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation) => Task.FromResult(Traffic);

    public IReadOnlyList<System.Net.IPAddress> Peers(int port) => [];

    public Task ResetFailedAsync(string unit, CancellationToken cancellation) => Task.CompletedTask;

    public Task<ChildResult> SignalMainAsync(string unit, string signal, CancellationToken cancellation) => Task.FromResult(new ChildResult(0, "", ""));

    public Task<WireState> ProbeAsync(string host, int port, CancellationToken cancellation) => Task.FromResult(Shows(Served));

    Task<IReadOnlyList<string>> IUnitJournal.ReadAsync(string unit, DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(_log);

    public Task<InfluxCliOutcome> CheckAsync(string host, int port, string? trustBundle, CancellationToken cancellation) =>
        Task.FromResult(CliSays(Served));

    /// <summary>As influxd does: the pair that influxdb.conf names has to be there and to match.</summary>
    WireState Load()
    {
        var reading = Assert.IsType<InfluxDbConfigReading.Readable>(InfluxDbConfig.Read(File.ReadAllText(root.Resolve("/etc/influxdb/influxdb.conf"))));
        if (!reading.Http.Https.Enabled)
        {
            return new WireState.PlainHttp("1.6.7");
        }

        using var pair = X509Certificate2.CreateFromPemFile(root.Map(reading.Http.Https.CertificateFile), root.Map(reading.Http.Https.PrivateKeyFile));
        return new WireState.Tls(LeafFacts.Of(pair), 204, "1.6.7");
    }
}
