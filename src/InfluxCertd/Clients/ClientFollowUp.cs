using System.Collections.Immutable;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Clients;

/// <summary>Who loses InfluxDB by the switch to HTTPS, and who of them comes back.</summary>
sealed class ClientFollowUp(HostPaths paths, ITrafficJournal journal, EventLog log, TimeProvider time)
{
    /// <summary>How far back a client counts: one that writes once a day has been seen.</summary>
    static readonly TimeSpan History = TimeSpan.FromDays(7);

    /// <summary>While there is no news, the record is not written anew more often than this; the log is read from there again.</summary>
    static readonly TimeSpan Bookmark = TimeSpan.FromMinutes(59);

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
        return TrafficReport.Of(
            [.. logged, .. connected],
            [.. outlook.Observed.Clients.Where(client => client.GoesOn && ClientPlan.Refusal(outlook.Desired, outlook.Observed, client) is null).Select(client => client.Name)],
            IsThisHost());
    }

    /// <summary>Once a plan is carried out: from now on its clients are followed.</summary>
    /// <param name="clients">Who spoke plain HTTP until now.</param>
    /// <param name="refusals">Clients that have their old configuration back.</param>
    public void Begin(Outlook before, ImmutableArray<ClientOutlook> clients, ImmutableArray<ClientRefusal> refusals)
    {
        if (!before.Plan.Https)
        {
            Forget();
            return;
        }

        if (!before.Observed.Unit.IsActive)
        {
            return;
        }

        var now = time.GetUtcNow();
        var expected = before.Plan.Steps
            .Select(step => step switch { Step.ActivateClient activated => activated.Program, Step.RefreshClient refreshed => refreshed.Program, _ => null })
            .OfType<string>()
            .Where(program => refusals.All(refusal => refusal.Program != program) && Writes(before.Observed, program));
        var record = before.Plan.SwitchesToHttps ? SwitchRecord.Begin(now, [.. clients.Select(client => Refused(client, refusals))]) : Known() ?? new SwitchRecord(now, []);
        Write(record.Expect(expected, now));
    }

    /// <summary>What is known, up to now; null where there is nothing to follow.</summary>
    public async Task<SwitchRecord?> ReadAsync(Outlook outlook, CancellationToken cancellation)
    {
        if (!outlook.Plan.Https || outlook.Observed.Served is not ServedState.Tls || Known() is not { } record)
        {
            return null;
        }

        // A clock that was set back would have the log read from a moment that is still to come.
        var now = time.GetUtcNow();
        var since = record.SeenUntil < now ? record.SeenUntil : now - Bookmark;
        return record.With(await journal.ReadAsync(outlook.Observed.Unit.Name, since, cancellation), now, IsThisHost());
    }

    /// <summary>Tells what is new, each thing once.</summary>
    /// <returns>When to look again; null for no haste.</returns>
    public async Task<DateTimeOffset?> FollowAsync(Outlook outlook, CancellationToken cancellation)
    {
        if (Known() is not { } known)
        {
            // HTTPS was on before there was anybody to follow; handshakes may fail all the same.
            if (outlook.Plan.Https && outlook.Observed.Served is ServedState.Tls)
            {
                Write(new SwitchRecord(time.GetUtcNow(), []));
            }

            return null;
        }

        if (await ReadAsync(outlook, cancellation) is not { } now)
        {
            return null;
        }

        foreach (var news in ClientNews.Of(known, now, outlook.Observed, time.GetUtcNow()))
        {
            log.Write(news.Kind, news.Message, new EventFields { Unit = news.Unit });
        }

        now = ClientNews.Told(now, outlook.Observed, time.GetUtcNow());
        if (!IsSame(known, now) || now.SeenUntil - known.SeenUntil > Bookmark)
        {
            Write(now);
        }

        return now.NextLook(time.GetUtcNow());
    }

    SwitchRecord? Known() => SealedFile.Read(_path, StateJson.Default.SwitchRecord);

    // What is not written is read from the log again.
    static bool IsSame(SwitchRecord one, SwitchRecord other) => one.Clients.SequenceEqual(other.Clients) && one.Failures.SequenceEqual(other.Failures);

    /// <summary>Whether a program of this host sends points by itself: of one that only asks, silence means nothing.</summary>
    static bool Writes(ObservedState observed, string program) => observed.Clients.Any(client =>
        client.Name == program && client.Connections.Any(connection => connection.LeadsHere && ClientProgram.Find(program).WritesIn.Contains(connection.Place)));

    static ClientOutlook Refused(ClientOutlook client, ImmutableArray<ClientRefusal> refusals) =>
        client with { IsConverted = client.IsConverted && refusals.All(refusal => refusal.Program != client.Program) };

    static Func<string, bool> IsThisHost()
    {
        var own = NetworkTables.Addresses();
        return address => NetworkTables.IsLocal(address, own);
    }

    // The change itself is done: neither may fail for this.
    void Write(SwitchRecord record) => Quietly(() => SealedFile.Write(_path, record, StateJson.Default.SwitchRecord), "Who has to come back could not be recorded");

    void Forget() => Quietly(() => DurableFile.Delete(_path), "Who had to come back is still on record");

    void Quietly(Action write, string what)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Write(EventKind.NeedsAttention, $"{what}: {FailureText.Of(failure)}");
        }
    }
}
