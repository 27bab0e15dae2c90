using System.Globalization;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Commands.Rendering;

/// <summary><c>status</c> for a person.</summary>
static class StatusText
{
    public static string Render(StatusReport report)
    {
        var lines = new List<string> { report.Summary, "" };
        void Field(string name, string? value)
        {
            if (value is not null)
            {
                lines.Add($"{name,-14}{value}");
            }
        }

        Field("Healthy", report.Healthy ? "yes" : "no");
        if (report.Certificate is { } certificate)
        {
            Field("Certificate", $"generation {certificate.Generation}, {certificate.IssuerKind}, {certificate.KeyAlgorithm}");
            Field("Valid", $"{UtcText.Minute(certificate.NotBefore)} to {UtcText.Minute(certificate.NotAfter)} ({certificate.DaysLeft.ToString(CultureInfo.InvariantCulture)} days left)");
            Field("Names", string.Join(", ", certificate.SubjectAlternativeNames));
            Field("Fingerprint", $"sha256 {certificate.FingerprintSha256}");
        }

        Field("Served", Served(report));
        Field("InfluxDB", $"{report.Influxdb.Unit} {report.Influxdb.Activity.ToString().ToLowerInvariant()}{(report.Influxdb.Version is { } version ? $", version {version}" : "")}");
        Field("Renewal", report.NextRenewal is { } next ? UtcText.Minute(next) : null);
        Field("Last renewal", report.LastRenewal is { } last ? UtcText.Minute(last) : null);
        if (report.Clients is { } clients && clients.Render().ToList() is { Count: > 0 } told)
        {
            lines.AddRange(["", $"Clients, followed since {UtcText.Minute(clients.SwitchedAt)}", .. told.Select(line => "  " + line)]);
        }

        if (!report.Findings.IsEmpty)
        {
            lines.Add("");
            lines.AddRange(report.Findings.Select(finding => $"{finding.Severity.ToString().ToLowerInvariant(),-11}{finding.Reason}: {finding.Message}"));
        }

        return string.Join('\n', lines) + "\n";
    }

    static string Served(StatusReport report) => report.Served switch
    {
        { Protocol: "https" } served when served.FingerprintSha256 == report.Certificate?.FingerprintSha256 => "over HTTPS, this certificate",
        { Protocol: "https" } served => $"over HTTPS, another certificate (sha256 {served.FingerprintSha256})",
        { Protocol: "http" } => "in plain HTTP",
        { Protocol: "none" } => "nothing answers",
        _ => "not asked",
    };
}
