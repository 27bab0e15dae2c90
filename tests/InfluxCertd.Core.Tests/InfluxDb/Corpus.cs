namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>The real configurations in Corpus/, found from where the tests run.</summary>
static class Corpus
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.conf").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The text as the file has it; File.ReadAllText would drop a byte order mark.</summary>
    public static string Read(string name) => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder(), name)));

    static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "InfluxCertd.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("InfluxCertd.sln lies in no folder above the tests.");
        }

        return Path.Combine(folder.FullName, "tests", "InfluxCertd.Core.Tests", "Corpus");
    }
}
