using InfluxCertd.Configuration;

namespace InfluxCertd.Tests.Configuration;

/// <summary>Reads tables of refused files: the TOML, then "=> LINE:COLUMN: sentence" for each problem; a blank line ends a case.</summary>
static class RefusedConfiguration
{
    const string Arrow = "=> ";

    public static TheoryData<string, string> Cases(string table)
    {
        var data = new TheoryData<string, string>();
        foreach (var lines in table.Split("\n\n").Select(block => block.Split('\n')))
        {
            var toml = lines.TakeWhile(line => !line.StartsWith(Arrow, StringComparison.Ordinal)).ToArray();
            data.Add(
                string.Join('\n', toml) + "\n",
                string.Join('\n', lines[toml.Length..].Select(line => $"{SettingsLoader.DefaultPath}:{line[Arrow.Length..]}")));
        }

        return data;
    }

    public static string SentencesFor(string toml)
    {
        using var folder = new ConfigurationFolder().Main(toml);
        var result = folder.Load();
        Assert.Null(result.Settings);
        return string.Join('\n', folder.Sentences(result));
    }
}
