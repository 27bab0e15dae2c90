using System.CommandLine;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Commands;

/// <summary><c>import</c>: what a CA has made of the request comes back, and is installed.</summary>
static class ImportCommand
{
    public static Command Create(CommonOptions options)
    {
        var wait = ReconcileVerb.WaitOption();
        var file = new Argument<string>("FILE") { Description = "The signed certificate with its chain, as PEM or DER" };
        var command = new Command("import", "Take in the certificate that a CA has signed for the request of csr, and install it (source = \"csr\")") { file, wait };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person, async (session, token) =>
        {
            SourceGuard.Require(session, CertificateSource.Csr);
            var host = await session.HostAsync(token);
            return await ReconcileVerb.RunAsync(session, parsed.GetValue(wait), (given, program) =>
            {
                foreach (var remark in program.Issuers.Csr.Import(Path.GetFullPath(parsed.GetValue(file)!), given.Desired.Certificate, host))
                {
                    Console.Error.WriteLine($"influxcertd: {remark}");
                }

                return ReconcileVerb.Enable(given, program);
            }, token);
        }, cancellation));
        return command;
    }
}
