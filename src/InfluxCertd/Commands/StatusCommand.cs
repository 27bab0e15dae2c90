using System.CommandLine;
using System.Text.Json;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;

namespace InfluxCertd.Commands;

/// <summary><c>status</c>: the certificate, what is served, and everything that is not as it should be.</summary>
static class StatusCommand
{
    public static Command Create(CommonOptions options)
    {
        var output = OutputOption.Create<ReportFormat>("text or json, a stable format for machines");
        var command = new Command("status", "Show the certificate, what InfluxDB serves, and what is wrong (exit 0: healthy, 1: not)") { output };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, token) =>
        {
            var program = session.Compose(EventLog.Silent);
            var outlook = await program.Reconciler.LookAsync(session.Desired, token);
            var report = StatusReport.Of(
                outlook.Desired, outlook.Observed, outlook.Plan, await program.FollowUp.ReadAsync(outlook, token));
            await Console.Out.WriteAsync(parsed.GetValue(output) == ReportFormat.Json
                ? JsonSerializer.Serialize(report, ReportJson.Default.StatusReport) + "\n"
                : StatusText.Render(report));
            return report.Healthy ? ExitCode.Fine : ExitCode.Failed;
        }, cancellation));
        return command;
    }
}
