using InfluxCertd.Clients;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;
using InfluxCertd.Transactions;

namespace InfluxCertd.Hosting;

/// <summary>
/// Puts the program together. Written out by hand: a verb must start in milliseconds, and this way what depends on what is read
/// from top to bottom.
/// </summary>
sealed class Composition
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly IServiceManager _services;
    readonly HostPaths _paths;

    public Composition(HostPaths paths, EventLog log, TimeProvider time)
        : this(paths, log, time, new Systemctl(), new TlsProbe(), new UnitJournal(), new InfluxCli(), new HostIdentity(paths.Root),
            new HostClock(paths.Root, BuildInfo.SourceDate, time), new ClientCheck(paths.Root), new TrafficJournal())
    {
    }

    /// <summary>With the host's seams given: the service manager, the wire, the journal, the CLI, the host's names and its clock, the clients' own checks, and their traffic.</summary>
    public Composition(
        HostPaths paths, EventLog log, TimeProvider time,
        IServiceManager services, IWireProbe wire, IUnitJournal journal, IInfluxCli cli, IHostIdentity identity, IHostClock clock, IClientCheck check, ITrafficJournal traffic)
    {
        _services = services;
        _paths = paths;
        Generations = new GenerationStore(paths.Certificates);
        Recorded = new RecordedStateFile(paths, log);
        Issuers = new Issuers(paths.Root, paths.State, time);
        var folder = new TransactionFolder(paths.State);
        var accounts = new AccountDatabase(paths.Root);
        var layout = new Layout(paths, Generations, accounts);
        var trust = new TrustBundle(Generations, Issuers.Ca);
        Verifier = new Verifier(wire, cli, layout);
        var records = new EditRecords(paths);
        var certificates = new CertificateObserver(paths, Generations, layout, trust, accounts);
        var observer = new Observer(
            certificates, new ConfigObserver(paths.Root), new UnitObserver(paths.Root, services, journal, accounts, time),
            new ClientObserver(paths.Root, services, records), wire, Issuers.Candidates, identity, clock, Recorded, records, folder, time);
        var convergence = new Convergence(
            certificates, new Reconciliation.Activator(services, wire, journal, time), Verifier, log, time);
        var clients = new ClientActivator(services, time);
        FollowUp = new ClientFollowUp(paths, traffic, log, time);
        var housekeeping = new Housekeeping(folder, Generations, layout, trust, log);
        var applier = new Applier(
            folder, Generations, Issuers, Issuers.Requests, new ChangeSetBuilder(paths, Generations, layout, trust, records),
            convergence, clients, check, new StepAnnouncer(log, time), housekeeping, log, time);
        Reconciler = new Reconciler(
            observer, applier, new Recovery(folder, Generations, convergence, clients, paths, housekeeping, log), housekeeping, Recorded,
            new EarlyRenewal(Issuers, Recorded, log), FollowUp, new Announcer(log, Recorded), log, time, Random.Shared);
    }

    public Issuers Issuers { get; }

    public GenerationStore Generations { get; }

    public RecordedStateFile Recorded { get; }

    public Verifier Verifier { get; }

    public ClientFollowUp FollowUp { get; }

    public Reconciler Reconciler { get; }

    /// <summary>Has a running daemon look again, so that its schedule and <c>systemctl status</c> follow what a person did.</summary>
    public async Task TellDaemonAsync(CancellationToken cancellation)
    {
        // Through systemd, which waits for one that is still starting: SIGHUP would end it. One that does not run is not told.
        if (_paths.Root.IsHost)
        {
            await _services.ReloadAsync(OwnUnit.Name, Patience, cancellation);
        }
    }
}
