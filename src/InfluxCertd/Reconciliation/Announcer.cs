using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>Tells the journal what a reconciliation found and did; each thing once, not at every look.</summary>
sealed class Announcer(EventLog log, RecordedStateFile recorded)
{
    /// <summary>Sentences told at the last look, so that an hourly look does not repeat them.</summary>
    HashSet<string> _told = [];

    public void Findings(Outlook outlook)
    {
        var told = new HashSet<string>();
        foreach (var finding in outlook.Plan.Findings.Where(finding => finding.Reason is not (Reason.RenewalRequested or Reason.RollbackRequested or Reason.RequestMissing or Reason.NextUnpublished or Reason.SignatureAwaited)))
        {
            // Who is late by a minute more at each look is still late for the same reason.
            var key = finding.Reason.Name() + (finding.Severity == Severity.Repairable ? "" : finding.Message);
            told.Add(key);
            if (!_told.Contains(key) && !IsFirstSetUp(outlook, finding))
            {
                log.Write(KindOf(finding), Sentence.Of(finding.Message), new EventFields { Reason = finding.Reason.Name(), Unit = outlook.Observed.Unit.Name });
            }
        }

        _told = told;
    }

    /// <summary>What was mended is worth telling again when it comes back.</summary>
    /// <param name="clients">Who spoke plain HTTP until now.</param>
    public void Outcome(Outlook before, Outlook after, ApplyOutcome outcome, ImmutableArray<ClientOutlook> clients)
    {
        if (outcome is not ApplyOutcome.Applied)
        {
            return;
        }

        _told = [];
        if (before.Observed.Recorded.Failure is { } failure)
        {
            log.Write(EventKind.Recovered, $"Succeeded after {failure.Count} failed {(failure.Count == 1 ? "attempt" : "attempts")}");
        }

        if (after.Observed.Certificate.Leaf is { } leaf)
        {
            log.Write(EventKind.ChangesApplied,
                $"InfluxDB's certificate is valid until {UtcText.Minute(leaf.NotAfter)}{(after.Plan.Renewal is { } renewal ? $" and renews {UtcText.Minute(renewal.RenewAt)}" : "")}",
                EventFields.Of(leaf, after.Observed.Now) with { NextRenewal = after.Plan.Renewal?.RenewAt });
        }

        if (before.Plan.Https && before.Plan.Steps.Any(step => step is Step.EditConfig) && after.Observed.Unit.IsActive)
        {
            log.Write(EventKind.ClientsNeedAttention,
                $"InfluxDB now speaks HTTPS only: clients that still say http:// fail until they are changed{Lost(clients)}; influxcertd clients lists what each one needs");
        }
    }

    static string Lost(ImmutableArray<ClientOutlook> clients) => clients.Where(client => !client.IsConverted).ToList() is { Count: > 0 } lost
        ? $", as {string.Join(", ", lost.Select(client => client.Client.Name).Distinct())} did until now"
        : "";

    /// <summary>An alert for each threshold passed, once a certificate and threshold, also across restarts.</summary>
    public void Expiry(Outlook outlook)
    {
        if (Expiring(outlook) is not { } certificate)
        {
            return;
        }

        var alert = ExpiryAlert.For(certificate.NotAfter - outlook.Observed.Now, outlook.Desired.Settings.Alerts.ExpiryDays);
        var state = recorded.Read();
        if (alert is null || (state.LastAlert is { } last && last.FingerprintSha256 == certificate.Fingerprint && last.ThresholdDays <= alert.ThresholdDays))
        {
            return;
        }

        var days = (int)Math.Floor((certificate.NotAfter - outlook.Observed.Now).TotalDays);
        log.Write(
            alert.ThresholdDays == 0 ? EventKind.CertificateExpired : EventKind.ExpiryAlert,
            alert.ThresholdDays == 0
                ? $"The certificate that InfluxDB serves expired on {UtcText.Minute(certificate.NotAfter)}"
                : $"The certificate that InfluxDB serves expires in {days switch { 0 => "less than a day", 1 => "1 day", _ => $"{days} days" }}, on {UtcText.Minute(certificate.NotAfter)}",
            new EventFields { NotAfter = certificate.NotAfter, DaysLeft = days, Fingerprint = certificate.Fingerprint },
            PriorityOf(alert.Level));
        recorded.Remember(state with { LastAlert = new AlertRecord(certificate.Fingerprint, alert.ThresholdDays) });
    }

    /// <summary>Once a week, and sooner where it has become more urgent, also across restarts.</summary>
    public void Awaited(Outlook outlook)
    {
        var state = recorded.Read();
        if (outlook.Plan.Findings.FirstOrDefault(finding => finding.Reason == Reason.SignatureAwaited) is not { } finding)
        {
            if (state.LastReminder is not null)
            {
                recorded.Remember(state with { LastReminder = null });
            }

            return;
        }

        var (level, now) = (SignatureReminder.Level(outlook.Desired, outlook.Observed), outlook.Observed.Now);
        if (SignatureReminder.IsDue(state.LastReminder, level, now))
        {
            log.Write(EventKind.SignatureAwaited, Sentence.Of(finding.Message), new EventFields { Reason = finding.Reason.Name(), Unit = outlook.Observed.Unit.Name }, PriorityOf(level));
            recorded.Remember(state with { LastReminder = new ReminderRecord(now, level) });
        }
    }

    /// <summary>
    /// The certificate to warn about: a foreign one always, ours only when its renewal is overdue. A short-lived certificate
    /// that renews in time is never a reason for alarm.
    /// </summary>
    static (DateTimeOffset NotAfter, string Fingerprint)? Expiring(Outlook outlook)
    {
        if (outlook.Plan.Has(Reason.ForeignCertificate))
        {
            return outlook.Observed.Served is ServedState.Tls tls ? (tls.NotAfter, tls.FingerprintSha256) : null;
        }

        return outlook.Observed.Certificate.Leaf is { } leaf && outlook.Plan.Renewal is { } renewal && renewal.IsDue(outlook.Observed.Now)
            ? (leaf.NotAfter, leaf.FingerprintSha256)
            : null;
    }

    /// <summary>Before the first generation what is missing is no drift; that it is put in place is told by the steps.</summary>
    static bool IsFirstSetUp(Outlook outlook, Finding finding) =>
        outlook.Observed.Certificate.Generation is null && finding.Severity == Severity.Repairable;

    static JournalPriority PriorityOf(AlertLevel level) => level switch
    {
        AlertLevel.Notice => JournalPriority.Notice,
        AlertLevel.Warning => JournalPriority.Warning,
        AlertLevel.Error => JournalPriority.Error,
        _ => JournalPriority.Critical,
    };

    static EventKind KindOf(Finding finding) => finding.Reason switch
    {
        Reason.RenewalDue or Reason.CertificateExpired => EventKind.RenewalDue,
        Reason.RenewalPostponed => EventKind.RenewalPostponed,
        Reason.BackingOff or Reason.LeftAlone => EventKind.RenewalBackoff,
        Reason.InfluxDbNotInstalled or Reason.InfluxDbNotListening => EventKind.WaitingForInfluxDb,
        Reason.ForeignCertificate => EventKind.ForeignCertificate,
        Reason.EnvironmentOverride => EventKind.EnvironmentOverride,
        Reason.ClockSuspect or Reason.ClockNotSynchronised => EventKind.ClockSuspect,
        Reason.HttpsDisabled => EventKind.HttpsDisabled,
        Reason.ClientLeftAlone or Reason.ClientUnreadable or Reason.ClientRefused => EventKind.ClientsNeedAttention,
        Reason.WaitingForConfirmation => EventKind.WaitingForConfirmation,
        _ when finding.Severity == Severity.Repairable => EventKind.DriftFound,
        _ => EventKind.NeedsAttention,
    };
}
