using System.CommandLine;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;

namespace InfluxCertd.Commands;

/// <summary><c>csr</c>: the request that a CA is to sign.</summary>
static class CsrCommand
{
    public static Command Create(CommonOptions options)
    {
        var command = new Command("csr", "Print the signing request to carry to a CA (source = \"csr\"); made when there is none, or other names or another key are wanted by now");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, token) =>
        {
            SourceGuard.Require(session, CertificateSource.Csr);
            using var processLock = await ProcessLock.AcquireAsync(session.Paths.Lock, ReconcileVerb.Politeness, token);
            var requests = new Issuers(session.Paths.Root, session.Paths.State, TimeProvider.System).Requests;
            await Console.Out.WriteAsync(requests.Prepare(session.Desired.Certificate, await session.HostAsync(token)));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
