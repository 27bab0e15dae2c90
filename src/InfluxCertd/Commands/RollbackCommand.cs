using System.CommandLine;
using InfluxCertd.Commands.Rendering;
using InfluxCertd.Core.Planning;
using InfluxCertd.Hosting;

namespace InfluxCertd.Commands;

/// <summary><c>rollback</c>: back to an earlier certificate and key, through the same transaction as every other change.</summary>
static class RollbackCommand
{
    public static Command Create(CommonOptions options)
    {
        var wait = ReconcileVerb.WaitOption();
        var number = new Argument<int?>("GENERATION")
        {
            Description = "A number that history lists; the one before the present one when left out",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("rollback", "Go back to an earlier certificate and key; they stay until they are due for renewal or the configuration changes") { number, wait };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person,
            (session, token) => ReconcileVerb.RunAsync(session, parsed.GetValue(wait),
                (given, program) => Prepare(given, program, parsed.GetValue(number)), token), cancellation));
        return command;
    }

    static Preparation Prepare(Session session, Composition program, int? wanted)
    {
        var history = HistoryReport.Of(program.Generations, TimeProvider.System.GetUtcNow()).Generations;
        var current = program.Generations.Current?.Number;
        var target = wanted is null
            ? history.LastOrDefault(generation => generation.Generation < (current ?? int.MaxValue))
            : history.FirstOrDefault(generation => generation.Generation == wanted);
        var problem = target switch
        {
            null when wanted is null => "there is no earlier generation to go back to",
            null => $"there is no generation {wanted}; influxcertd history lists those that are kept",
            { Current: true } => $"generation {target.Generation} is in use already",
            { Problem: { } why } => $"generation {target.Generation} can't be used: {why}",
            _ => null,
        };
        return problem is null
            ? ReconcileVerb.Enable(session, program) with { Desired = session.Desired with { RollBackTo = target!.Generation } }
            : new Preparation(session.Desired, problem);
    }
}
