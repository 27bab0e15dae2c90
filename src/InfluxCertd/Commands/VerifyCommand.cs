using System.CommandLine;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Commands;

/// <summary><c>verify</c>: connect as a client and say whether the installed certificate is served.</summary>
static class VerifyCommand
{
    public static Command Create(CommonOptions options)
    {
        var command = new Command("verify", "Connect to InfluxDB as a client would and check that it serves the installed certificate (exit 0: yes, 1: no)");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, RunAsync, cancellation));
        return command;
    }

    static async Task<int> RunAsync(Session session, CancellationToken cancellation)
    {
        var program = session.Compose(EventLog.Silent);
        var outlook = await program.Reconciler.LookAsync(session.Desired, cancellation);
        if (outlook.Observed.Config is not ConfigFile.Readable config
            || Endpoint.Of(session.Desired.Settings.InfluxDb, config.Effective) is not { } endpoint)
        {
            return await Verb.FailAsync(outlook.Plan.Findings.FirstOrDefault()?.Message ?? "InfluxDB's address is not known");
        }

        if (outlook.Observed.Certificate.Leaf is not { } leaf)
        {
            return await Verb.FailAsync(outlook.Observed.Certificate.Problem ?? "no certificate is installed");
        }

        await program.Verifier.VerifyAsync(
            endpoint, leaf, outlook.Observed.Host, session.Desired.Settings.InfluxDb.VerifyWithCli, cancellation);
        await Console.Out.WriteLineAsync($"{endpoint} serves the installed certificate (sha256 {leaf.FingerprintSha256}), and /ping answers.");
        return ExitCode.Fine;
    }
}
