using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Asks the ACME CA twice a day whether the certificate should be renewed before it is due (RFC 9773), as before a mass revocation.
/// What it issues then is an offer like any other: installed by the next plan, with its back-off.
/// </summary>
sealed class EarlyRenewal(Issuers issuers, RecordedStateFile recorded, EventLog log)
{
    static readonly TimeSpan Interval = TimeSpan.FromHours(12);

    /// <summary>In its last days lego renews a certificate unasked, and long before that our own schedule has.</summary>
    static readonly TimeSpan LastDays = TimeSpan.FromDays(2);

    /// <returns>Whether there is another certificate now.</returns>
    public async Task<bool> AskAsync(Outlook outlook, Action<string> progress, CancellationToken cancellation)
    {
        var (now, state) = (outlook.Observed.Now, recorded.Read());
        if (outlook is not { Desired.Trigger: Trigger.Schedule, Observed: { Source: SourceState.OnDemand, Certificate.Leaf: { } leaf } }
            || outlook.Plan.HasChanges || leaf.TimeLeft(now) < LastDays || now - state.RenewalAsked < Interval)
        {
            return false;
        }

        try
        {
            progress("asking the CA when to renew");
            if (await issuers.AskAsync(new IssuingRequest(outlook.Desired.Certificate, outlook.Observed.Host) { PreviousLeaf = leaf }, cancellation) is not { } renewed)
            {
                return false;
            }

            recorded.Remember(state with { RenewalAsked = now });
            if (renewed)
            {
                log.Write(EventKind.RenewalDue, "The CA asked for a renewal before it was due (RFC 9773)");
            }

            return renewed;
        }
        catch (Exception failure) when (failure is IssuingException or IOException or UnauthorizedAccessException)
        {
            recorded.Remember(state with { RenewalAsked = now });
            log.Write(EventKind.NeedsAttention, $"The CA could not be asked whether to renew early; that is done when it is due: {FailureText.Of(failure)}", priority: JournalPriority.Info);
            return false;
        }
    }
}
