using System.CommandLine;
using InfluxCertd.Core.Planning;
using InfluxCertd.Hosting;

namespace InfluxCertd.Commands;

/// <summary><c>run</c>: the daemon.</summary>
static class RunCommand
{
    public static Command Create(CommonOptions options)
    {
        var command = new Command("run", "Run as the daemon, under systemd or in the foreground");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule,
            (session, token) => Daemon.RunAsync(session.Paths, parsed.GetValue(options.Config)!, session.Loaded, token), cancellation));
        return command;
    }
}
