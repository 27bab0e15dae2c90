using System.Text.RegularExpressions;
using InfluxCertd.Configuration;

namespace InfluxCertd.Tests.Configuration;

/// <summary>The file that the package installs says the truth about every key.</summary>
public partial class ShippedFileTests
{
    static readonly string Shipped = Repository.Read("packaging/influxcertd.toml");

    // Prose has a blank after its "#", a commented key has none.
    [GeneratedRegex("^#([a-z_]+) = .*$", RegexOptions.Multiline)]
    private static partial Regex CommentedKey { get; }

    [Fact]
    public void AsItIsItSetsNothing()
    {
        using var folder = new ConfigurationFolder().Main(Shipped);
        Assert.All(folder.Load().Effective, setting => Assert.Equal(EffectiveSetting.Default, setting.Origin));
        folder.LoadGood();
    }

    [Theory]
    [InlineData("days")]
    [InlineData("lifetime")]
    public void UncommentedItGivesTheDefaults(string left)
    {
        using var folder = new ConfigurationFolder().Main(
            CommentedKey.Replace(Shipped, line => line.Groups[1].Value == left ? line.Value : line.Value[1..]));
        var settings = folder.LoadGood();
        Assert.Equal(SettingKeys.All.Select(key => key.DefaultText), SettingKeys.All.Select(key => key.Show(settings)));
        Assert.All(folder.Load().Effective, setting => Assert.NotEqual(EffectiveSetting.Default, setting.Origin));
    }

    [Fact]
    public void EveryKeyStandsInItsSectionWithItsDefaultInTheOrderOfTheTable()
    {
        var section = "";
        var lines = new List<string>();
        foreach (var line in Shipped.Split('\n'))
        {
            section = line.StartsWith('[') ? line : section;
            if (CommentedKey.IsMatch(line))
            {
                lines.Add($"{section} {line[1..]}");
            }
        }

        Assert.Equal(SettingKeys.All.Select(key => $"[{key.Section}] {key.Name} = {key.DefaultText}"), lines);
    }

    [Fact]
    public void EveryKeyIsExplained()
    {
        var lines = Shipped.Split('\n');
        var blocks = Enumerable.Range(1, lines.Length - 1).Where(i => CommentedKey.IsMatch(lines[i]) && !CommentedKey.IsMatch(lines[i - 1]));
        Assert.All(blocks, i => Assert.StartsWith("# ", lines[i - 1], StringComparison.Ordinal));
    }
}
