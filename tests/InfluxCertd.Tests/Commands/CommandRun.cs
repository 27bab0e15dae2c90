using InfluxCertd.Commands;

namespace InfluxCertd.Tests.Commands;

/// <summary>One call of the program, as typed; what it prints is caught, so these run one at a time.</summary>
sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using StringWriter caughtOutput = new(), caughtError = new();
        try
        {
            Console.SetOut(caughtOutput);
            Console.SetError(caughtError);
            var code = await CommandLine.InvokeAsync(arguments);
            return new CommandRun(code, caughtOutput.ToString(), caughtError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "console";
}
