using System.CommandLine;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Commands;

/// <summary><c>renew</c>: a new key and certificate now, due or not.</summary>
static class RenewCommand
{
    public static Command Create(CommonOptions options)
    {
        var wait = ReconcileVerb.WaitOption();
        var command = new Command("renew", "Issue and install a new key and certificate now, whether due or not") { wait };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.RenewNow,
            (session, token) => ReconcileVerb.RunAsync(session, parsed.GetValue(wait), token), cancellation));
        return command;
    }
}
