using System.CommandLine;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Commands;

/// <summary><c>clients</c>: what each client program needs now that InfluxDB speaks HTTPS.</summary>
static class ClientsCommand
{
    public static Command Create(CommonOptions options)
    {
        var command = new Command("clients", "List what each client needs to connect over HTTPS");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, token) =>
        {
            var outlook = await session.Compose(EventLog.Silent).Reconciler.LookAsync(session.Desired, token);
            var port = outlook.Observed.Config is ConfigFile.Readable config
                ? Endpoint.Of(session.Desired.Settings.InfluxDb, config.Effective)?.Port
                : null;
            await Console.Out.WriteAsync(ClientInstructions.Render(
                outlook.Observed.Host.Preferred, port ?? Endpoint.DefaultPort, session.Desired.Certificate.CertificateFile));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
