using System.CommandLine;
using InfluxCertd.Configuration;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Commands;

/// <summary><c>config check</c> and <c>config show</c>.</summary>
static class ConfigCommand
{
    public static Command Create(CommonOptions options) => new("config", "Check or show the configuration")
    {
        Check(options),
        Show(options),
    };

    static Command Check(CommonOptions options)
    {
        var command = new Command("check", "Check the configuration (exit 0: good, 78: not)");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, _) =>
        {
            await Console.Out.WriteLineAsync(session.Loaded.Files.IsEmpty
                ? "No configuration file: every setting has its default."
                : $"Good: {string.Join(", ", session.Loaded.Files)}");
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    static Command Show(CommonOptions options)
    {
        var output = OutputOption.Create<ReportFormat>("text (TOML with comments) or json");
        var command = new Command("show", "Show the effective value of every setting and where it comes from") { output };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, _) =>
        {
            await Console.Out.WriteAsync(parsed.GetValue(output) == ReportFormat.Json
                ? EffectiveSettingsRenderer.ToJson(session.Loaded.Effective)
                : EffectiveSettingsRenderer.ToToml(session.Loaded.Effective));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
