using System.CommandLine;
using InfluxCertd.Core.Planning;
using InfluxCertd.Hosting;

namespace InfluxCertd.Commands;

/// <summary><c>disable</c>: plain HTTP again, as it was before. It stays so until <c>apply</c>.</summary>
static class DisableCommand
{
    public static Command Create(CommonOptions options)
    {
        var wait = ReconcileVerb.WaitOption();
        var command = new Command("disable", "Turn HTTPS off again and put every file that was edited back as it was; influxcertd apply turns it on") { wait };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person,
            (session, token) => ReconcileVerb.RunAsync(session, parsed.GetValue(wait), Disable, token), cancellation));
        return command;
    }

    /// <summary>The decision is recorded first, so that whoever comes after a crash carries it out.</summary>
    static Preparation Disable(Session session, Composition program)
    {
        program.Recorded.Write(program.Recorded.Read() with { Disabled = TimeProvider.System.GetUtcNow() });
        return new Preparation(session.Desired);
    }
}
