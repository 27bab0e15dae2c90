using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Closes a change that an earlier process left open. What is complete and served is kept; anything else goes back to
/// the last verified state, and the reconciliation that follows starts from there.
/// </summary>
sealed class Recovery(HostPaths paths, GenerationStore generations, EventLog log)
{
    public void Recover(Outlook outlook)
    {
        Transaction? open;
        try
        {
            open = Transaction.Reopen(paths, generations);
        }
        catch (StateDamagedException failure)
        {
            var aside = Transaction.IntentPath(paths) + ".damaged";
            File.Move(Transaction.IntentPath(paths), aside, overwrite: true);
            log.Write(EventKind.ChangeRecovered, $"{failure.Message}; it is kept as {aside}, and what is on disk is judged as it is found");
            return;
        }

        if (open is null)
        {
            return;
        }

        if (outlook.Plan.Findings.All(finding => finding.Reason == Reason.InterruptedChange))
        {
            open.Commit();
            log.Write(EventKind.ChangeRecovered, "An interrupted change turned out complete and served; it is kept");
            return;
        }

        var remarks = open.Undo();
        log.Write(EventKind.ChangeRecovered,
            $"An interrupted change was undone{string.Concat(remarks.Select(remark => "; " + remark))}");
    }
}
