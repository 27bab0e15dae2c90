using System.CommandLine;
using System.Text.Json;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;

namespace InfluxCertd.Commands;

/// <summary><c>plan</c>: what apply would do, without doing it.</summary>
static class PlanCommand
{
    enum Output
    {
        Text,
        Json,
        Diff,
    }

    public static Command Create(CommonOptions options)
    {
        var output = OutputOption.Create<Output>("text, json, or diff: only the unified diffs, which patch(1) applies");
        var command = new Command("plan", "Show what apply would do, with a diff of every file it would edit; change nothing (exit 0: nothing to do, 2: changes pending)") { output };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person,
            (session, token) => RunAsync(session, parsed.GetValue(output), token), cancellation));
        return command;
    }

    static async Task<int> RunAsync(Session session, Output output, CancellationToken cancellation)
    {
        var program = session.Compose(EventLog.Silent);
        var outlook = await program.Reconciler.LookAsync(session.Desired, cancellation);
        var values = ClientsCommand.ValuesOf(outlook, Core.Clients.ClientTarget.UsualTrustBundle);
        var report = PlanReport.Of(
            outlook.Plan, [.. (await program.FollowUp.BeforeAsync(outlook, cancellation)).Select(client => PlainClientReport.Of(client, values))]);
        await Console.Out.WriteAsync(output switch
        {
            Output.Json => JsonSerializer.Serialize(report, ReportJson.Default.PlanReport) + "\n",
            Output.Diff => PlanReport.Diff(outlook.Plan),
            _ => report.Render(),
        });
        return report.ChangesPending ? ExitCode.ChangesPending
            : outlook.Plan.Findings.Any(finding => finding.Severity == Severity.Error) ? ExitCode.Failed
            : ExitCode.Fine;
    }
}
