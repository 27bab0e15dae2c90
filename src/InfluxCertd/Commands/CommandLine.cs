using System.CommandLine;

namespace InfluxCertd.Commands;

/// <summary>The verbs, one file each, and what they share.</summary>
static class CommandLine
{
    public static async Task<int> InvokeAsync(string[] arguments)
    {
        var root = Build();
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"influxcertd: {error.Message}");
            }

            await Console.Error.WriteLineAsync("Try 'influxcertd --help'.");
            return ExitCode.Usage;
        }

        // The library would end the process two seconds after SIGTERM: a roll-back may need longer.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    public static RootCommand Build()
    {
        var root = new RootCommand("Turns on HTTPS for InfluxDB 1.x and keeps it on: issues the certificate, installs it, configures and restarts InfluxDB, verifies as a client, and renews in time.");
        var common = new CommonOptions();
        root.Add(common.Config);
        root.Add(common.Root);
        root.Add(RunCommand.Create(common));
        root.Add(ApplyCommand.Create(common));
        root.Add(PlanCommand.Create(common));
        root.Add(RenewCommand.Create(common));
        root.Add(RollbackCommand.Create(common));
        root.Add(DisableCommand.Create(common));
        root.Add(StatusCommand.Create(common));
        root.Add(HistoryCommand.Create(common));
        root.Add(VerifyCommand.Create(common));
        root.Add(ClientsCommand.Create(common));
        root.Add(CsrCommand.Create(common));
        root.Add(ImportCommand.Create(common));
        root.Add(CaCommand.Create(common));
        root.Add(TrustCommand.Create(common));
        root.Add(ConfigCommand.Create(common));
        HelpPage.AddExamples(root);
        return root;
    }
}
