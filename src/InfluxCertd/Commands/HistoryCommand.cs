using System.CommandLine;
using System.Text.Json;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;

namespace InfluxCertd.Commands;

/// <summary><c>history</c>: the generations on disk, which <c>rollback</c> can return to.</summary>
static class HistoryCommand
{
    public static Command Create(CommonOptions options)
    {
        var output = OutputOption.Create<ReportFormat>("text or json, a stable format for machines");
        var command = new Command("history", "List the certificates that are kept, the one in use included") { output };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, _) =>
        {
            var report = HistoryReport.Of(session.Compose(EventLog.Silent).Generations, TimeProvider.System.GetUtcNow());
            await Console.Out.WriteAsync(parsed.GetValue(output) == ReportFormat.Json
                ? JsonSerializer.Serialize(report, ReportJson.Default.HistoryReport) + "\n"
                : report.Render());
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
