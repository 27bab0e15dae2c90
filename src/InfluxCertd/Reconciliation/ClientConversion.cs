using System.Collections.Immutable;
using InfluxCertd.Clients;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// The clients' part of one change. A client that does not take its new configuration gets its old one back and is left
/// alone from then on; it never holds up InfluxDB or another client (docs/decisions).
/// </summary>
sealed class ClientConversion(ClientActivator activator, IClientCheck check, ObservedState observed, ChangeSet changes, EventLog log)
{
    readonly HashSet<string> _checkable = [];
    readonly List<ObservedClient> _activated = [];
    readonly List<ClientRefusal> _refusals = [];

    public ImmutableArray<ClientRefusal> Refusals => [.. _refusals];

    /// <summary>Before anything is written: a check that complains already tells nothing about what we write.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var program in changes.Clients.Select(client => client.Program).Distinct())
        {
            if (await check.ComplaintAsync(program, cancellation) is null)
            {
                _checkable.Add(program);
            }
        }
    }

    /// <summary>Once the files are written and before anything runs on them.</summary>
    public async Task CheckAsync(Transaction transaction, CancellationToken cancellation)
    {
        foreach (var program in _checkable)
        {
            if (await check.ComplaintAsync(program, cancellation) is { } complaint)
            {
                Withdraw(program, $"its own check says: {complaint}", transaction);
            }
        }
    }

    public async Task CarryOutAsync(Step step, Transaction? transaction, Action<string> progress, CancellationToken cancellation)
    {
        switch (step)
        {
            case Step.ActivateClient activate when !IsRefused(activate.Program):
                await ActivateAsync(Find(activate.Program), activate.How, transaction, progress, cancellation);
                break;
            case Step.RefreshClient refresh when changes.TrustGains:
                Complain(Find(refresh.Program), await activator.ActivateAsync(refresh.Unit, refresh.How, progress, cancellation));
                break;
        }
    }

    /// <summary>After the whole change was undone: what was made to read the new files reads the old ones.</summary>
    public async Task ReturnAsync(Action<string> progress)
    {
        foreach (var client in _activated)
        {
            Complain(client, await activator.BringBackAsync(client.Unit, progress, CancellationToken.None));
        }
    }

    async Task ActivateAsync(ObservedClient client, Activation how, Transaction? transaction, Action<string> progress, CancellationToken cancellation)
    {
        _activated.Add(client);
        if (await activator.ActivateAsync(client.Unit, how, progress, cancellation) is not { } failure)
        {
            log.Write(EventKind.ClientConverted, $"{client.Name} runs on its changed configuration",
                new EventFields { Unit = client.Unit, File = changes.Clients.First(change => change.Program == client.Name).Changes[^1].Path });
            return;
        }

        if (transaction is null)
        {
            return;
        }

        Withdraw(client.Name, $"{client.Unit} failed with it: {failure}", transaction);
        Complain(client, await activator.BringBackAsync(client.Unit, progress, cancellation));
    }

    void Complain(ObservedClient client, string? failure)
    {
        if (failure is not null)
        {
            log.Write(EventKind.ClientsNeedAttention, $"{client.Unit} does not run: {failure}", new EventFields { Unit = client.Unit }, JournalPriority.Warning);
        }
    }

    void Withdraw(string program, string why, Transaction transaction)
    {
        var remarks = transaction.Withdraw([.. changes.Clients.Where(client => client.Program == program).SelectMany(client => client.Changes).Select(change => change.Path)]);
        _refusals.Add(new ClientRefusal(program, Find(program).Digest, why));
        log.Write(EventKind.ClientsNeedAttention,
            $"{program} has its old configuration back and needs a person, as {why}{string.Concat(remarks.Select(remark => "; " + remark))}",
            new EventFields { Unit = Find(program).Unit, Reason = Reason.ClientRefused.Name() }, JournalPriority.Warning);
    }

    bool IsRefused(string program) => _refusals.Any(refusal => refusal.Program == program);

    ObservedClient Find(string program) => observed.Clients.First(client => client.Name == program);
}
