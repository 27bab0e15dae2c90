using System.CommandLine;
using InfluxCertd.Commands;
using InfluxCertd.Tests.Configuration;

namespace InfluxCertd.Tests.Commands;

/// <summary>What --help says is approved, and the manual page and the completions know the same verbs and options.</summary>
[Collection(OneAtATime.Name)]
public class HelpTests
{
    static readonly string ManualPage = Repository.Read("docs/man/influxcertd.8");

    /// <summary>Every verb as it is typed, e.g. "config show".</summary>
    public static TheoryData<string> Verbs => [.. Commands().Select(command => command.Line)];

    [Fact]
    public async Task The_help_of_the_program_is_approved() => await ApproveAsync("", "help");

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task The_help_of_each_verb_is_approved(string verb) => await ApproveAsync(verb, "help-" + verb.Replace(' ', '-'));

    [Theory]
    [MemberData(nameof(Verbs))]
    public void The_manual_page_has_each_verb_with_its_options(string verb)
    {
        var heading = Assert.Single(ManualPage.Split('\n'), line => line == $".It Cm {verb}" || line.StartsWith($".It Cm {verb} ", StringComparison.Ordinal));
        Assert.All(OptionsOf(verb), option => Assert.Contains($"Fl Fl {option[2..]}", heading, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("packaging/completions/influxcertd.bash", "--")]
    [InlineData("packaging/completions/_influxcertd", "--")]
    [InlineData("packaging/completions/influxcertd.fish", "-l ")]
    public void The_completions_know_each_verb_and_option(string file, string dashes)
    {
        var completion = Repository.Read(file);
        Assert.All(Commands().SelectMany(command => command.Line.Split(' ')), word => Assert.Matches($@"\b{word}\b", completion));
        Assert.All(Commands().SelectMany(command => OptionsOf(command.Line)).Concat(["--config", "--root", "--help", "--version"]),
            option => Assert.Contains(dashes + option[2..], completion, StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_names_each_verb_that_a_person_types()
    {
        var readme = Repository.Read("README.md");
        Assert.All(Commands().Where(command => command.Line != "run"), command => Assert.Contains(command.Line, readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_version_is_printed_alone()
    {
        var run = await CommandRun.OfAsync("--version");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Output);
    }

    static async Task ApproveAsync(string verb, string name)
    {
        var run = await CommandRun.OfAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var text = run.Output.Replace(RootCommand.ExecutableName, "influxcertd", StringComparison.Ordinal);
        Approval.Verify(name, string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())));
    }

    static IEnumerable<string> OptionsOf(string verb) =>
        Commands().Single(command => command.Line == verb).Command.Options.Select(option => option.Name).Where(name => name != "--help");

    static IEnumerable<(string Line, Command Command)> Commands() => CommandLine.Build().Subcommands.SelectMany(command =>
        command.Subcommands.Count == 0 ? [(command.Name, command)] : command.Subcommands.Select(inner => ($"{command.Name} {inner.Name}", inner)));
}
