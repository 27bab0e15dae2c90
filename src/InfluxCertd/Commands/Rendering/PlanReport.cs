using System.Collections.Immutable;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Commands.Rendering;

/// <summary>What <c>plan</c> shows: as JSON a stable format (docs/status.md), as text for a person, as a diff for patch(1).</summary>
sealed record PlanReport(int FormatVersion, bool ChangesPending, ImmutableArray<FindingReport> Findings, ImmutableArray<StepReport> Steps, ImmutableArray<PlainClientReport> Clients)
{
    public static PlanReport Of(Plan plan, ImmutableArray<PlainClientReport> clients) => new(
        FormatVersion: 1,
        plan.HasChanges,
        [.. plan.Findings.Select(finding => new FindingReport(finding.Reason.Name(), finding.Severity, finding.Message))],
        [.. plan.Steps.Select(StepReport.Of)],
        clients);

    /// <summary>Unified diffs of every file that a person wrote and the plan would edit; nothing else.</summary>
    public static string Diff(Plan plan) => string.Concat(plan.Steps.Select(step => StepReport.Of(step).Diff));

    public string Render()
    {
        var lines = Findings.Select(finding => $"{finding.Severity.ToString().ToLowerInvariant(),-11}{finding.Reason}: {finding.Message}").ToList();
        if (!ChangesPending)
        {
            lines.Add(Findings.Any(finding => finding.Severity == Severity.Error) ? "Nothing that apply could do." : "Nothing to do.");
            return string.Join('\n', lines) + "\n";
        }

        lines.AddRange(["", "influxcertd apply would:"]);
        lines.AddRange(Steps.Select((step, index) => $"  {index + 1}. {step.Description}"));
        if (!Clients.IsEmpty)
        {
            lines.AddRange(["", "Clients that speak plain HTTP to InfluxDB now, and what a person has to change once it speaks HTTPS:"]);
            lines.AddRange(PlainClientReport.Render(Clients));
        }

        return string.Join('\n', lines) + "\n" + string.Concat(Steps.Select(step => step.Diff is { } diff ? "\n" + diff : ""));
    }
}

/// <param name="Kind">A stable word for the step.</param>
sealed record StepReport(string Kind, string Description, string? Diff)
{
    public static StepReport Of(Step step) => step switch
    {
        Step.IssueCertificate { Source: CertificateSource.Files or CertificateSource.Csr } take => new("take-certificate", $"take the certificate that is provided ({take.Because.Name()}) and switch to it", null),
        Step.IssueCertificate issue => new("issue-certificate", $"get a new {issue.Source.Name()} certificate and key ({issue.Because.Name()}) and switch to them", null),
        Step.PublishNext => new("publish-next", "issue the certificate that is to follow, and publish it in the trust bundle", null),
        Step.PublishTrust => new("publish-trust", "write the trust bundle", null),
        Step.RequestSignature => new("request-signature", "make a key and a signing request for your CA", null),
        Step.SwitchGeneration back => new("switch-generation", $"go back to generation {back.Number}", null),
        Step.RemoveNames remove => new("remove-names", $"remove {string.Join(" and ", remove.Paths)}", null),
        Step.InstallNames => new("install-names", "put the certificate's and the key's installed names in place", null),
        Step.RepairOwnership repair => new("repair-ownership", $"give {repair.Path} to {repair.Wanted.Owner}:{repair.Wanted.Group} with mode 0{Convert.ToString((int)repair.Wanted.Mode, 8)}", null),
        Step.EditConfig edit => new("edit-config", $"edit {edit.Path}", DiffOf(edit.Path, edit.OldText, edit.NewText)),
        Step.EditClient edit => new("edit-client", $"edit {edit.Path}, so that {edit.Program} follows", DiffOf(edit.Path, edit.OldText, edit.NewText)),
        Step.ActivateClient client => new("activate-client", $"{Word(client.How)} {client.Unit} with its changed configuration", null),
        Step.RefreshClient client => new("refresh-client", $"{Word(client.How)} {client.Unit}, should the trust bundle gain a certificate", null),
        Step.Activate { How: Activation.Reload } => new("reload", "have InfluxDB reload its certificate (SIGHUP)", null),
        Step.Activate => new("restart", "restart InfluxDB", null),
        Step.Verify => new("verify", "verify as a client that InfluxDB serves the installed certificate", null),
        Step.VerifyPlainHttp => new("verify-plain-http", "verify as a client that InfluxDB answers in plain HTTP", null),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "a kind of step without words"),
    };

    static string Word(Activation how) => how == Activation.Reload ? "reload" : "restart";

    static string DiffOf(string path, string before, string after) => UnifiedDiff.Render(before, after, path, path);
}
