using InfluxCertd.Configuration;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Tests.Configuration;

/// <summary>docs/configuration.md has every key of the table, with what it takes, its default and an example that loads.</summary>
public class ReferenceTests
{
    static readonly string[] Lines = Repository.Read("docs/configuration.md").Split('\n');

    public static TheoryData<string, string> Keys
    {
        get
        {
            var keys = new TheoryData<string, string>();
            foreach (var key in SettingKeys.All)
            {
                keys.Add(key.Section, key.Name);
            }

            return keys;
        }
    }

    [Fact]
    public void ItsHeadingsAreTheTableInItsOrder() =>
        Assert.Equal(
            SettingKeys.Sections.SelectMany(section => SettingKeys.All
                .Where(key => key.Section == section).Select(key => $"### {key.Name}").Prepend($"## [{section}]")),
            Lines.Where(line => line.StartsWith("##", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Keys))]
    public void EachKeySaysWhatItTakesAndItsDefault(string section, string name)
    {
        var key = SettingKeys.Find(section, name)!;
        var entry = Entry(section, name);
        Assert.Contains($"* Takes: {key.Takes}", entry.Select(line => line.Replace("`", "", StringComparison.Ordinal)));
        Assert.Contains($"* Default: `{key.DefaultText}`", entry);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void EachExampleLoads(string section, string name)
    {
        const string prefix = "* Example: `";
        var example = Assert.Single(Entry(section, name), line => line.StartsWith(prefix, StringComparison.Ordinal));
        using var folder = new ConfigurationFolder().Main($"[{section}]\n{example[prefix.Length..^1]}\n{Companions(SettingKeys.Find(section, name)!)}");
        folder.LoadGood();
        Assert.Single(folder.Load().Effective, setting => setting.Key == name && setting.Origin != EffectiveSetting.Default);
    }

    /// <summary>What a key of one source only, or a source, can't do without.</summary>
    static string Companions(SettingKey key)
    {
        var needed = new Dictionary<string, string>();
        if (key.Sources is [CertificateSource.Files])
        {
            needed = new() { ["source"] = "\"files\"", ["certificate_source"] = "\"/tls/a.pem\"" };
        }
        else if (key.Sources is [CertificateSource.Acme])
        {
            needed = new() { ["source"] = "\"acme\"", ["acme_email"] = "\"a@example.org\"", ["acme_accept_terms"] = "true" };
            if (key.Name is "acme_challenge" or "acme_dns_provider")
            {
                needed["acme_challenge"] = "\"dns-01\"";
                needed["acme_dns_provider"] = "\"exec\"";
            }
        }

        return string.Concat(needed.Where(pair => pair.Key != key.Name).Select(pair => $"{pair.Key} = {pair.Value}\n"));
    }

    static string[] Entry(string section, string name) =>
        [.. Lines.SkipWhile(line => line != $"## [{section}]").SkipWhile(line => line != $"### {name}").Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))];
}
