using System.Collections.Immutable;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Clients;

/// <summary>Who loses InfluxDB by the switch to HTTPS, and who of them comes back.</summary>
sealed class ClientFollowUp(HostPaths paths, ITrafficJournal journal, EventLog log, TimeProvider time)
{
    /// <summary>How far back a client counts: one that writes once a day has been seen.</summary>
    static readonly TimeSpan History = TimeSpan.FromDays(7);

    /// <summary>Clients retry within minutes; after that, one that has not come back is told of.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    readonly string _path = Path.Combine(paths.State, "switch.json");

    /// <summary>The clients that speak plain HTTP now; none where the plan takes nothing from them.</summary>
    public async Task<ImmutableArray<ClientOutlook>> BeforeAsync(Outlook outlook, CancellationToken cancellation)
    {
        if (!outlook.Plan.SwitchesToHttps || !outlook.Observed.Unit.IsActive || ClientTargets.Of(outlook.Desired, outlook.Observed) is not { } target)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var peers = journal.Peers(target.Port);
        var logged = (await journal.ReadAsync(outlook.Observed.Unit.Name, now - History, cancellation)).Clients;
        var connected = peers.Select(address => address.ToString())
            .Where(address => logged.All(client => client.Address != address))
            .Select(address => new SeenClient(address, "", null, null, now));
        var own = NetworkTables.Addresses();
        return TrafficReport.Of(
            [.. logged, .. connected],
            [.. outlook.Observed.Clients.Where(client => client.GoesOn).Select(client => client.Name)],
            address => NetworkTables.IsLocal(address, own));
    }

    /// <summary>From now on they are followed.</summary>
    public void Begin(ImmutableArray<ClientOutlook> before) => Write(SwitchRecord.Begin(time.GetUtcNow(), before.Select(client => client.Client)));

    /// <summary>HTTPS is off again.</summary>
    public void End()
    {
        if (File.Exists(_path))
        {
            DurableFile.Delete(_path);
        }
    }

    /// <summary>What is known, up to now; null where there is nothing to follow.</summary>
    public async Task<SwitchRecord?> ReadAsync(string unit, CancellationToken cancellation)
    {
        var record = SealedFile.Read(_path, StateJson.Default.SwitchRecord);
        var now = time.GetUtcNow();
        return record is null || record.IsSettled(now)
            ? record
            : record.With(await journal.ReadAsync(unit, record.SeenUntil, cancellation), now);
    }

    /// <summary>Tells what is new, each thing once. Once everyone is back, the journal is not read any more.</summary>
    public async Task FollowAsync(string unit, CancellationToken cancellation)
    {
        var known = SealedFile.Read(_path, StateJson.Default.SwitchRecord);
        if (known is null || known.IsSettled(time.GetUtcNow()) || await ReadAsync(unit, cancellation) is not { } now)
        {
            return;
        }

        foreach (var (_, back) in known.Clients.Zip(now.Clients).Where(pair => pair.First.Returned is null && pair.Second.Returned is not null))
        {
            log.Write(EventKind.ClientReturned, $"{Describe(back.Client)} has come back over HTTPS");
        }

        foreach (var failure in now.Failures.Where(failure => known.Failures.All(old => (old.Address, old.Reason) != (failure.Address, failure.Reason))))
        {
            log.Write(EventKind.ClientRefusesCertificate, $"A client at {failure.Address} fails the TLS handshake since {failure.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {failure.Reason}");
        }

        var late = time.GetUtcNow() - now.SwitchedAt > Grace;
        foreach (var missing in now.Clients.Where(client => late && client is { Returned: null, MissingTold: false }))
        {
            log.Write(EventKind.ClientMissing, $"{Describe(missing.Client)} was last seen {missing.Client.LastSeen.UtcDateTime:yyyy-MM-dd HH:mm} UTC in plain HTTP, and not since");
        }

        Write(now with { Clients = [.. now.Clients.Select(client => client with { MissingTold = client.MissingTold || (late && client.Returned is null) })] });
    }

    public static string Describe(SeenClient client) => client.UserAgent.Length > 0 ? $"{client.UserAgent} at {client.Address}" : $"A client at {client.Address}";

    void Write(SwitchRecord record)
    {
        try
        {
            SealedFile.Write(_path, record, StateJson.Default.SwitchRecord);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Write(EventKind.NeedsAttention, $"Who has to come back could not be recorded: {FailureText.Of(failure)}");
        }
    }
}
