using System.CommandLine;
using InfluxCertd.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Reconciliation;
using InfluxCertd.Transactions;

namespace InfluxCertd.Commands;

/// <summary>What verbs do alike: load the configuration, and turn every expected failure into one sentence and an exit code.</summary>
static class Verb
{
    public static async Task<int> RunAsync(
        ParseResult parsed, CommonOptions options, Trigger trigger, Func<Session, CancellationToken, Task<int>> action, CancellationToken cancellation)
    {
        try
        {
            var root = new HostRoot(parsed.GetValue(options.Root)!);
            var loaded = SettingsLoader.Load(root.Map, parsed.GetValue(options.Config)!, parsed.GetResult(options.Config) is { Implicit: false });
            if (loaded.Settings is null)
            {
                foreach (var error in loaded.Problems)
                {
                    await Console.Error.WriteLineAsync($"influxcertd: {error}");
                }

                return ExitCode.BadConfiguration;
            }

            return await action(new Session(root, loaded, loaded.Settings, trigger), cancellation);
        }
        catch (UnauthorizedAccessException failure) when (Libc.GetEUid() != 0)
        {
            return await FailAsync($"{failure.Message.TrimEnd('.')}; as root it would be allowed");
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            return await FailAsync(FailureText.Of(failure));
        }
        catch (OperationCanceledException)
        {
            return await FailAsync("interrupted");
        }
    }

    public static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync($"influxcertd: {sentence}");
        return ExitCode.Failed;
    }

    static bool IsExpected(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or StepFailedException or IssuingException or StateDamagedException;
}
