using System.CommandLine;
using System.Text.Json;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;
using InfluxCertd.Hosting;
using InfluxCertd.Issuing;

namespace InfluxCertd.Commands;

/// <summary><c>ca show</c>, <c>ca export</c> and <c>ca rotate</c>: the private CA of this host.</summary>
static class CaCommand
{
    public static Command Create(CommonOptions options) => new("ca", "Show, export or rotate the root of the private CA (source = \"private-ca\")")
    {
        Show(options),
        Export(options),
        Rotate(options),
    };

    static Command Show(CommonOptions options)
    {
        var output = OutputOption.Create<ReportFormat>("text or json, a stable format for machines");
        var command = new Command("show", "List the roots: validity, fingerprint, names, and which one signs") { output };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, _) =>
        {
            var report = CaReport.Of(Ca(session), TimeProvider.System.GetUtcNow());
            await Console.Out.WriteAsync(parsed.GetValue(output) == ReportFormat.Json
                ? JsonSerializer.Serialize(report, ReportJson.Default.CaReport) + "\n"
                : report.Render());
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    static Command Export(CommonOptions options)
    {
        var command = new Command("export", "Print the roots that clients are to trust, now and next, as PEM");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, async (session, _) =>
        {
            if (Ca(session).TrustAnchors() is not { IsEmpty: false } anchors)
            {
                return await Verb.FailAsync("there is no root yet: with source = \"private-ca\", influxcertd apply makes it");
            }

            await Console.Out.WriteAsync(string.Concat(anchors));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    static Command Rotate(CommonOptions options)
    {
        var wait = ReconcileVerb.WaitOption();
        var now = new Option<bool>("--now")
        {
            Description = "For a root that was stolen: the next one signs at once and the old one is trusted no longer; every client fails until it is given the new one",
        };
        var command = new Command("rotate", "Make the next root: clients are told of it now, it signs from publish_ahead on, and the old one stays trusted until its last certificate is gone") { now, wait };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person, async (session, token) =>
        {
            SourceGuard.Require(session, CertificateSource.PrivateCa);
            var host = await session.HostAsync(token);
            return await ReconcileVerb.RunAsync(session, parsed.GetValue(wait), (given, program) =>
                program.Issuers.Ca.Signing() is null ? new Preparation(given.Desired, "there is no root to rotate yet: influxcertd apply makes the first")
                : parsed.GetValue(now) ? ReconcileVerb.Enable(given, program) with { Desired = given.Desired with { Trigger = Trigger.RenewNow, ReplaceRoot = true } }
                : AddNext(given, program, host), token);
        }, cancellation));
        return command;
    }

    static Preparation AddNext(Session session, Composition program, HostNames host)
    {
        var (ca, now) = (program.Issuers.Ca, TimeProvider.System.GetUtcNow());
        if (ca.Roots().FirstOrDefault(root => root.SignsFrom > now) is { } waiting)
        {
            return new Preparation(session.Desired, $"the next root waits already: it signs from {UtcText.Minute(waiting.SignsFrom)} on");
        }

        var settings = session.Desired.Certificate;
        ca.Add(host, host.SubjectAlternativeNames(settings.Names), now + settings.PublishAhead).Dispose();
        return new Preparation(session.Desired);
    }

    static PrivateCa Ca(Session session)
    {
        if (Directory.Exists(session.Paths.State))
        {
            // Whoever may not look would see no root rather than one out of sight.
            _ = Directory.GetFileSystemEntries(session.Paths.State);
        }

        return new Issuers(session.Paths.Root, session.Paths.State, TimeProvider.System).Ca;
    }
}
