using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Commands.Rendering;

/// <summary>The state in one line, for <c>systemctl status</c> and the first line of <c>influxcertd status</c>.</summary>
static class StatusLine
{
    public static string Of(ObservedState observed, Plan plan)
    {
        if (plan.Findings.FirstOrDefault(finding => finding.Blocks) is { } obstacle)
        {
            return Sentence.Of(obstacle.Message);
        }

        if (plan.Findings.FirstOrDefault(finding => finding.Reason == Reason.WaitingForConfirmation) is { } waiting)
        {
            return Sentence.Of(waiting.Message);
        }

        if (observed.Certificate.Leaf is not { } leaf)
        {
            return plan.Findings.FirstOrDefault() is { } first ? Sentence.Of(first.Message) : "No certificate yet";
        }

        var served = observed.Served is ServedState.Tls tls && tls.FingerprintSha256 == leaf.FingerprintSha256;
        var renews = plan.Renewal is { } renewal ? $", renews {UtcText.Minute(renewal.RenewAt)}" : "";
        var validity = leaf.NotAfter > observed.Now
            ? $"valid until {UtcText.Minute(leaf.NotAfter)} ({TimeLeft(leaf.NotAfter - observed.Now)} left){renews}"
            : $"expired on {UtcText.Minute(leaf.NotAfter)}";
        var trouble = plan.Findings.FirstOrDefault(finding => finding.Severity >= Severity.Repairable);
        return (served ? "InfluxDB serves HTTPS; certificate " : "Certificate ") + validity
            + (trouble is null ? "" : $"; {trouble.Message}");
    }

    public static string TimeLeft(TimeSpan left) => left switch
    {
        { TotalDays: >= 2 } => $"{(int)left.TotalDays} days",
        { TotalHours: >= 2 } => $"{(int)left.TotalHours} hours",
        { TotalMinutes: >= 2 } => $"{(int)left.TotalMinutes} minutes",
        _ => $"{(int)left.TotalSeconds} seconds",
    };
}
