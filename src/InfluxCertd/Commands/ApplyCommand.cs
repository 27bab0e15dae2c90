using System.CommandLine;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Commands;

/// <summary><c>apply</c>: reconcile once.</summary>
static class ApplyCommand
{
    public static Command Create(CommonOptions options)
    {
        var wait = ReconcileVerb.WaitOption();
        var command = new Command("apply", "Bring the host to the desired state now: whatever plan lists, all of it or nothing") { wait };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person,
            (session, token) => ReconcileVerb.RunAsync(session, parsed.GetValue(wait), token), cancellation));
        return command;
    }
}
