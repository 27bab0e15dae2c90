using System.Text.Json;
using System.Text.RegularExpressions;
using InfluxCertd.Core.Clients;

namespace InfluxCertd.Core.Tests.Clients;

/// <summary>The edits as Python's parsers see them.</summary>
public partial class SecondParserTests
{
    [GeneratedRegex(@"/(urls|url|scheme|tls_ca|ssl_ca|ssl-ca|ca_file|tlsAuthWithCACert|tlsCACert)(/\d+)?$")]
    private static partial Regex OfConnections { get; }

    [GeneratedRegex(@"^http://[^/]*(localhost|127\.0\.0\.1|\[::1\]|db1(\.example\.com)?|192\.0\.2\.10):8086", RegexOptions.IgnoreCase)]
    private static partial Regex PlainToUs { get; }

    [Fact]
    public Task Another_toml_parser_finds_the_connections_converted_and_all_else_as_before() =>
        CompareAsync(ClientCorpus.TomlFiles.Select(file => file.Data), Python.TomlAsync);

    [Fact]
    public Task Another_yaml_parser_finds_the_connections_converted_and_all_else_as_before() =>
        CompareAsync(ClientCorpus.YamlFiles.Select(file => file.Data), Python.YamlAsync);

    static async Task CompareAsync(IEnumerable<string> names, Func<IEnumerable<string>, Task<IReadOnlyList<JsonElement?>>> parse)
    {
        var files = names.Select(name => (name, Text: ClientCorpus.Read(name), Edited: NewText(name))).ToList();
        // Telegraf puts variables in before it parses.
        var before = await parse(files.Select(file => WithVariables(file.Text)));
        var after = await parse(files.Select(file => WithVariables(file.Edited ?? file.Text)));
        foreach (var (index, file) in files.Index())
        {
            if (file.Edited is null)
            {
                Assert.True(before[index] is null, $"{file.name} is called unreadable, but it is not");
            }
            else
            {
                Compare(file.name, Assert.NotNull(before[index]), Assert.NotNull(after[index]));
            }
        }
    }

    static string? NewText(string name) =>
        (ClientCorpus.Editor(ClientCorpus.Program(name)).Read(ClientCorpus.Read(name), ClientCorpus.Target) as ClientReading.Readable)?.NewText;

    static void Compare(string name, JsonElement before, JsonElement after)
    {
        Assert.Equal(Values("", before).Where(value => !OfConnections.IsMatch(value.Path)), Values("", after).Where(value => !OfConnections.IsMatch(value.Path)));
        var left = Values("", after).Where(value => PlainToUs.IsMatch(value.Value)).Select(value => value.Path).ToList();
        var spared = name.Contains("neighbour", StringComparison.Ordinal) || name.Contains("beside", StringComparison.Ordinal)
            || name.Contains("switched-off", StringComparison.Ordinal) || name.Contains("inline", StringComparison.Ordinal)
            || name.Contains("anchors", StringComparison.Ordinal) || name.Contains("flux", StringComparison.Ordinal);
        Assert.True(spared || left.Count == 0, string.Join(", ", left));
    }

    static string WithVariables(string text) =>
        text.Contains("${BATCH_SIZE}", StringComparison.Ordinal) || text.Contains("= ${INFLUX_URLS}", StringComparison.Ordinal)
            ? UnquotedVariable.Replace(text, "7") : text;

    [GeneratedRegex(@"(?<== )\$(\{\w+\}|\w+)")]
    private static partial Regex UnquotedVariable { get; }

    static IEnumerable<(string Path, string Value)> Values(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Values($"{path}/{property.Name}", property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Values($"{path}/{index}", item)),
        JsonValueKind.Null => [],
        _ => [(path, element.ToString())],
    };
}
