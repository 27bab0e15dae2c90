using System.Globalization;
using System.Security.Cryptography;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Hosting;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>A whole host in a temporary folder: real files, the real program, and a fake only where systemd and the network would be.</summary>
sealed class TestHost : TimeProvider, ILogEventSink, IHostIdentity, IHostClock, IDisposable
{
    public const string ConfigFile = "/etc/influxdb/influxdb.conf";

    const uint Root = 0;

    /// <summary>As in Debian's file: comments, blank lines, and defaults that are commented out.</summary>
    const string StockConfig = """
        ### Welcome to the InfluxDB configuration file.
        reporting-disabled = true

        [http]
          # The bind address used by the HTTP service.
          # bind-address = ":8086"

          # Determines whether HTTPS is enabled.
          # https-enabled = false

        [logging]
          # level = "info"

        """;

    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;
    readonly EventLog _log;
    TimeSpan _ahead;

    public TestHost()
    {
        Paths = new HostPaths(new HostRoot(_folder, isHost: true));
        _log = new EventLog(new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger());

        // An ordinary user can't give files away: then everything belongs to that user, who passes for root.
        var user = Libc.GetEUid();
        Write("/etc/passwd", $"root:x:{user}:{Libc.GetEGid()}::/:/bin/sh\ninfluxdb:x:64055:64055::/:/bin/false\n");
        Write("/etc/group", $"root:x:{Libc.GetEGid()}:\ninfluxdb:x:64055:\n");
        Write(ConfigFile, StockConfig);
        Directory.CreateDirectory(OnDisk("/etc/ssl"));
        Directory.CreateDirectory(OnDisk("/var/lib"));
        InfluxDb = new FakeInfluxDb(Paths.Root, user == Root ? "influxdb" : "root");
        InfluxDb.Start();
        Program = Compose();
    }

    public FakeInfluxDb InfluxDb { get; }

    public HostPaths Paths { get; }

    public Composition Program { get; private set; }

    /// <summary>The defaults, but for a kind of key that is made in no time.</summary>
    public Settings Settings { get; set; } = new() { Certificate = new CertificateSettings { Key = KeyAlgorithm.EcdsaP256 } };

    public List<(EventEntry Entry, string Message)> Events { get; } = [];

    public IEnumerable<string> EventNames => Events.Select(logged => logged.Entry.Kind.Name);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Travel(TimeSpan ahead) => _ahead += ahead;

    /// <summary>Another process: nothing but what is on disk is remembered.</summary>
    public void RestartProgram() => Program = Compose();

    public Task<InfluxCertd.Reconciliation.Reconciliation> LookAsync(Trigger trigger = Trigger.Schedule) =>
        Program.Reconciler.ReconcileAsync(Desired(trigger), _ => { }, TestContext.Current.CancellationToken);

    public async Task<Outlook> PlanAsync() => await Program.Reconciler.LookAsync(Desired(Trigger.Schedule), TestContext.Current.CancellationToken);

    public string OnDisk(string path) => Paths.Root.Map(path);

    public string Read(string path) => File.ReadAllText(OnDisk(path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(OnDisk(path))!);
        File.WriteAllText(OnDisk(path), text);
    }

    /// <summary>Every file and link with owner, mode and content; but for what is remembered of failures.</summary>
    public IReadOnlyList<string> Snapshot() =>
        [.. Directory.EnumerateFileSystemEntries(_folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(path => FileFacts.ReadLink(path) is not null || !Directory.Exists(path))
            .Where(path => Path.GetFileName(path) is not "state.json")
            .Select(Describe)
            .Order(StringComparer.Ordinal)];

    public void Emit(LogEvent logEvent) => Events.Add((EventLog.EntryOf(logEvent)!, logEvent.RenderMessage(CultureInfo.InvariantCulture)));

    Task<HostNames> IHostIdentity.ReadAsync(CancellationToken cancellation) => Task.FromResult(new HostNames("db1", "db1.example.org"));

    ClockFacts IHostClock.Read() => ClockFacts.Trusted;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    Composition Compose() => new(Paths, _log, this, InfluxDb, InfluxDb, InfluxDb, InfluxDb, this, this, InfluxDb, InfluxDb);

    DesiredState Desired(Trigger trigger) => new(Settings, "digest", TimeZoneInfo.Utc, trigger);

    string Describe(string path)
    {
        var facts = FileFacts.Of(path)!;
        var content = FileFacts.ReadLink(path) is { } target ? "-> " + target : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        return $"{path[_folder.Length..]} {facts.Uid}:{facts.Gid} {facts.Mode} {content}";
    }
}
