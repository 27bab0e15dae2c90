using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace InfluxCertd.Commands;

/// <summary>Adds examples and exit codes to <c>influxcertd --help</c>.</summary>
static class HelpPage
{
    const string Epilogue = """
        Examples:
          influxcertd plan                    what would be done, with diffs; changes nothing
          influxcertd apply                   do it
          influxcertd status                  the certificate, what is served, what is wrong
          influxcertd status --output json    the same for a machine
          influxcertd renew                   a new key and certificate now
          influxcertd rollback                back to the certificate before
          influxcertd disable                 plain HTTP again
          influxcertd plan --output diff | patch --dry-run -p0 -d /

        Exit codes:
          0 fine, 1 failed, 2 changes pending (plan), 64 usage, 78 bad configuration

        See influxcertd(8) and influxcertd.toml(5).
        """;

    public static void AddExamples(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().First();
        if (help.Action is HelpAction action)
        {
            help.Action = new HelpWithEpilogue(action, root);
        }
    }

    sealed class HelpWithEpilogue(HelpAction inner, RootCommand root) : SynchronousCommandLineAction
    {
        /// <summary>Whoever asks for help has not typed the rest yet.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = inner.Invoke(parseResult);
            if (parseResult.CommandResult.Command == root)
            {
                parseResult.InvocationConfiguration.Output.WriteLine(Epilogue);
            }

            return code;
        }
    }
}
