using InfluxCertd.Configuration;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Tests.Configuration;

/// <summary>A host's root in a temporary folder, with configuration files in it.</summary>
sealed class ConfigurationFolder : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    public string MainFile => OnHost(SettingsLoader.DefaultPath);

    public string DropInFolder => MainFile + ".d";

    public string OnHost(string path) => _root + path;

    public ConfigurationFolder Main(string toml) => Write(MainFile, toml);

    public ConfigurationFolder DropIn(string name, string toml) => Write(Path.Combine(DropInFolder, name), toml);

    public LoadResult Load(bool mustExist = false) => SettingsLoader.Load(OnHost, SettingsLoader.DefaultPath, mustExist);

    public Settings LoadGood()
    {
        var result = Load();
        Assert.Empty(Sentences(result));
        return result.Settings!;
    }

    /// <summary>The problems as an operator reads them, without the temporary folder's name.</summary>
    public IEnumerable<string> Sentences(LoadResult result) =>
        result.Problems.Select(problem => problem.ToString().Replace(_root, "", StringComparison.Ordinal));

    public static Settings Settings(string toml)
    {
        using var folder = new ConfigurationFolder().Main(toml);
        return folder.LoadGood();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    ConfigurationFolder Write(string path, string toml)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, toml);
        return this;
    }
}
