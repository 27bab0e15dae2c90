using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Closes a change that an earlier process left open. One whose files are all in place is finished if InfluxDB takes it; any
/// other is undone. The reconciliation that follows starts from there.
/// </summary>
sealed class Recovery(TransactionFolder folder, GenerationStore generations, Convergence convergence, ClientActivator clients, HostPaths paths, Housekeeping housekeeping, EventLog log)
{
    public async Task RecoverAsync(Outlook outlook, Action<string> progress, CancellationToken cancellation)
    {
        Transaction? open;
        try
        {
            open = Transaction.Reopen(folder, generations);
        }
        catch (StateDamagedException failure)
        {
            log.Write(EventKind.ChangeRecovered, $"{failure.Message}; it is kept as {folder.SetAside()}, and what is on disk is judged as it is found");
            return;
        }

        if (open is null)
        {
            return;
        }

        progress("closing an interrupted change");
        if (open.IsComplete && await IsTakenAsync(outlook, progress, cancellation))
        {
            open.Commit();
            housekeeping.Tidy(outlook.Desired, outlook.Observed.Unit);
            log.Write(EventKind.ChangeRecovered, $"A change interrupted on {open.Begun:yyyy-MM-dd HH:mm:ss} UTC was complete; it is kept");
            await ActivateClientsAsync(outlook, open, progress, cancellation);
            return;
        }

        var remarks = open.Undo();
        log.Write(EventKind.ChangeRecovered,
            $"A change interrupted on {open.Begun:yyyy-MM-dd HH:mm:ss} UTC was undone{string.Concat(remarks.Select(remark => "; " + remark))}");
        await ActivateClientsAsync(outlook, open, progress, cancellation);
    }

    /// <summary>Nobody knows any more which of the files a client has read.</summary>
    async Task ActivateClientsAsync(Outlook outlook, Transaction transaction, Action<string> progress, CancellationToken cancellation)
    {
        var touched = transaction.Paths.ToHashSet();
        foreach (var client in outlook.Observed.Clients.Where(client =>
            client.Activity == UnitActivity.Running && client.Files.Any(file => touched.Contains(paths.Root.Resolve(file.Path)))))
        {
            await clients.ActivateAsync(client.Unit, client.CanReload ? Activation.Reload : Activation.Restart, progress, cancellation);
        }
    }

    /// <summary>Where InfluxDB does not run, files that are complete are all there is to a change.</summary>
    async Task<bool> IsTakenAsync(Outlook outlook, Action<string> progress, CancellationToken cancellation)
    {
        if (outlook.Observed.Unit.Activity == UnitActivity.Failed)
        {
            return false;
        }

        if (!outlook.Observed.Unit.IsActive)
        {
            return true;
        }

        try
        {
            await convergence.FinishAsync(outlook.Desired, outlook.Observed, progress, cancellation);
            return true;
        }
        catch (StepFailedException failure)
        {
            log.Write(EventKind.ApplyFailed, $"The interrupted change is complete, but InfluxDB does not take it: {failure.Message}",
                new EventFields { Step = failure.Step, Unit = outlook.Observed.Unit.Name });
            return false;
        }
    }
}
