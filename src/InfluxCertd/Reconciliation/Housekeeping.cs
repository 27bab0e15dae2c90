using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>Clears up behind changes. Nothing of it matters to InfluxDB, so that no failure here undoes a change; the next look tries again.</summary>
sealed class Housekeeping(TransactionFolder folder, GenerationStore generations, Layout layout, TrustBundle trust, EventLog log)
{
    const int Attempts = 2;

    /// <summary>After a change: the oldest generations go, those in between are root's alone, and clients need no longer trust what was superseded.</summary>
    public void Tidy(DesiredState desired, InfluxDbUnit unit) => Quietly(() =>
    {
        folder.Sweep();

        // Nobody is to go back to what was signed by a root that was given up.
        generations.Prune(desired.ReplaceRoot ? 1 : desired.Certificate.KeepGenerations);
        generations.Retire();
        var wanted = trust.Content(desired);
        if (generations.Current is not null && !File.ReadAllBytes(layout.TrustBundle).AsSpan().SequenceEqual(wanted))
        {
            DurableFile.Write(layout.TrustBundle, wanted, layout.TrustBundleAccess(desired, unit));
        }
    });

    /// <summary>Before a look: what an interrupted process left behind. An open change is none of it.</summary>
    public void Sweep() => Quietly(() =>
    {
        if (!folder.Intent.Exists)
        {
            folder.Sweep();
            generations.Sweep();
            generations.Retire();
        }
    });

    void Quietly(Action work)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                work();
                return;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (attempt == Attempts)
                {
                    log.Write(EventKind.NeedsAttention, $"Clearing up failed and is tried again at the next look: {FailureText.Of(failure)}");
                }
            }
        }
    }
}
