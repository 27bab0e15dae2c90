using InfluxCertd.Commands;
using InfluxCertd.Commands.Rendering.Snippets;
using InfluxCertd.Core.Clients;
using InfluxCertd.Tests.Configuration;

namespace InfluxCertd.Tests.Commands;

public class ClientSnippetsTests
{
    static readonly SnippetValues Values = new("db1.example.com", 8443, "/etc/ssl/influxcertd/trust.pem", "ab12");
    static readonly ClientTarget Target = new(["db1.example.com"], 8443, ["db1.example.com"]);

    public static TheoryData<string> Names => [.. ClientSnippets.All.Select(snippet => snippet.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_names_this_host_its_port_and_whom_to_trust(string name)
    {
        var text = ClientSnippets.Find(name)!.Text(Values);
        Assert.Contains("db1.example.com", text, StringComparison.Ordinal);
        Assert.Contains("8443", text, StringComparison.Ordinal);
        Assert.Contains("/etc/ssl/influxcertd/trust.pem", text, StringComparison.Ordinal);
        Assert.Contains($"\n{name}: ", ClientSnippets.Render(Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("telegraf")]
    [InlineData("kapacitor")]
    [InlineData("chronograf")]
    [InlineData("grafana")]
    [InlineData("prometheus")]
    public void What_is_pasted_is_what_the_editor_would_leave(string name)
    {
        var text = ClientSnippets.Find(name)!.Text(Values) + "\n";
        var editor = InfluxCertd.Clients.ClientProgram.All.Single(program => program.Name == name).Editor;
        var reading = Assert.IsType<ClientReading.Readable>(editor.Read(text, Target));
        Assert.Equal(text, reading.NewText);
        Assert.All(reading.Connections, found => Assert.Equal(ConnectionState.AsWanted, found.State));
        Assert.NotEmpty(reading.Connections);
    }

    [Theory]
    [InlineData("telegraff", "unknown client \"telegraff\"; did you mean \"telegraf\"?")]
    [InlineData("zzz", "unknown client \"zzz\"; the clients are ")]
    public void An_unknown_name_is_refused_with_what_was_likely_meant(string name, string message)
    {
        var error = Assert.Single(CommandLine.Build().Parse(["clients", name]).Errors);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_complete_and_the_shells_know_them_all()
    {
        var names = ClientSnippets.All.Select(snippet => snippet.Name).ToList();
        Assert.Superset(names.ToHashSet(), CommandLine.Build().Parse("clients ").GetCompletions("clients ".Length).Select(item => item.Label).ToHashSet());
        foreach (var file in new[] { "_influxcertd", "influxcertd.bash", "influxcertd.fish" })
        {
            Assert.Contains(string.Join(' ', names), Repository.Read($"packaging/completions/{file}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_documentation_lists_them_all() => Assert.All(
        ClientSnippets.All, snippet => Assert.Contains($"`{snippet.Name}`", Repository.Read("docs/clients.md"), StringComparison.Ordinal));
}
