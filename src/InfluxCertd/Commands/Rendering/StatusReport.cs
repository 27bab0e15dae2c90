using System.Collections.Immutable;
using System.Text.Json.Serialization;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Commands.Rendering;

/// <summary>
/// What <c>status</c> shows. As JSON it is a stable format (docs/status.md): members are added, never renamed or removed,
/// without a new <c>format_version</c>. Moments are RFC 3339 in UTC.
/// </summary>
sealed record StatusReport(
    int FormatVersion,
    bool Healthy,
    string Summary,
    CertificateReport? Certificate,
    ServedReport Served,
    InfluxDbReport Influxdb,
    DateTimeOffset? NextRenewal,
    DateTimeOffset? LastRenewal,
    ImmutableArray<FindingReport> Findings,
    SwitchReport? Clients)
{
    /// <param name="record">Null where there was no switch to follow.</param>
    public static StatusReport Of(DesiredState desired, ObservedState observed, Plan plan, SwitchRecord? record)
    {
        var leaf = observed.Certificate.Leaf;
        var healthy = (leaf is not null || observed.Recorded.Disabled is not null)
            && !plan.Findings.Any(finding => finding.Severity is Severity.Repairable or Severity.Error && finding.Reason != Reason.NextUnpublished);
        return new StatusReport(
            FormatVersion: 1,
            healthy,
            StatusLine.Of(observed, plan),
            leaf is null ? null : CertificateReport.Of(leaf, observed),
            ServedReport.Of(observed.Served),
            new InfluxDbReport(observed.Unit.Name, observed.Unit.Activity, observed.Version?.ToString(), observed.Config.Path),
            plan.Renewal?.RenewAt,
            observed.Recorded.LastRenewal,
            [.. plan.Findings.Select(finding => new FindingReport(finding.Reason.Name(), finding.Severity, finding.Message))],
            record is null ? null : SwitchReport.Of(record, observed));
    }
}

sealed record CertificateReport(
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    int DaysLeft,
    string FingerprintSha256,
    string PublicKeySha256,
    string Subject,
    ImmutableArray<string> SubjectAlternativeNames,
    string KeyAlgorithm,
    string IssuerKind,
    int? Generation)
{
    public static CertificateReport Of(Core.Certificates.LeafFacts leaf, ObservedState observed) => new(
        leaf.NotBefore, leaf.NotAfter, leaf.DaysLeft(observed.Now), leaf.FingerprintSha256, leaf.PublicKeySha256,
        leaf.Subject, leaf.SubjectAlternativeNames, leaf.KeyDescription, observed.Certificate.Source?.Name() ?? "unknown", observed.Certificate.Generation);
}

/// <param name="Protocol"><c>https</c>, <c>http</c>, <c>none</c> when nothing answers, <c>unknown</c> when nobody asked.</param>
sealed record ServedReport(string Protocol, string? FingerprintSha256, DateTimeOffset? NotAfter, int? PingStatus)
{
    public static ServedReport Of(ServedState served) => served switch
    {
        ServedState.Tls tls => new ServedReport("https", tls.FingerprintSha256, tls.NotAfter, tls.PingStatus),
        ServedState.PlainHttp => new ServedReport("http", null, null, null),
        ServedState.Nothing => new ServedReport("none", null, null, null),
        _ => new ServedReport("unknown", null, null, null),
    };
}

sealed record InfluxDbReport(string Unit, UnitActivity Activity, string? Version, string ConfigFile);

sealed record FindingReport(string Reason, Severity Severity, string Message);

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = false,
    Converters = [typeof(SnakeCaseEnumConverter<UnitActivity>), typeof(SnakeCaseEnumConverter<Severity>), typeof(SnakeCaseEnumConverter<RootState>)])]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(CaReport))]
sealed partial class ReportJson : JsonSerializerContext;

/// <summary>Enumerations appear as lower-case words.</summary>
sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
