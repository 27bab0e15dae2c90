using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Hosting;

/// <summary>
/// Puts the program together. Written out by hand: a verb must start in milliseconds, and this way what depends on what is read
/// from top to bottom.
/// </summary>
sealed class Composition
{
    /// <summary>The daemon's own unit, as packaged.</summary>
    const string DaemonUnit = "influxcertd.service";

    readonly IServiceManager _services;
    readonly HostPaths _paths;

    public Composition(HostPaths paths, EventLog log, TimeProvider time)
        : this(paths, log, time, new Systemctl(), new TlsProbe(), new UnitJournal(), new InfluxCli(), new HostIdentity(paths.Root))
    {
    }

    /// <summary>With the host's seams given: the service manager, the wire, the journal, the CLI, and the host's names.</summary>
    public Composition(
        HostPaths paths, EventLog log, TimeProvider time,
        IServiceManager services, IWireProbe wire, IUnitJournal journal, IInfluxCli cli, IHostIdentity identity)
    {
        _services = services;
        _paths = paths;
        var generations = new GenerationStore(paths.Certificates);
        var accounts = new AccountDatabase(paths.Root);
        var recorded = new RecordedStateFile(paths);
        Installer = new Installer(paths, generations, accounts);
        Verifier = new Verifier(wire, cli);
        var observer = new Observer(
            paths,
            new CertificateObserver(paths, generations, Installer, accounts),
            new ConfigObserver(paths.Root),
            new UnitObserver(paths.Root, services, journal, accounts),
            wire, identity, recorded, time);
        var applier = new Applier(
            paths, generations, new SelfSignedIssuer(time), Installer,
            new Reconciliation.Activator(services, wire, journal, time), Verifier, log, time);
        Reconciler = new Reconciler(
            observer, applier, new Recovery(paths, generations, log), recorded, new Announcer(log, recorded), log, time, Random.Shared);
    }

    public Installer Installer { get; }

    public Verifier Verifier { get; }

    public Reconciler Reconciler { get; }

    /// <summary>Has a running daemon look again, so that its schedule and <c>systemctl status</c> follow what a person did.</summary>
    public async Task TellDaemonAsync(CancellationToken cancellation)
    {
        if (_paths.Root.IsHost)
        {
            await _services.SignalMainAsync(DaemonUnit, "HUP", cancellation);
        }
    }
}
