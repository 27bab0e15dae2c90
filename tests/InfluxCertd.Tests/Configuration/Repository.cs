namespace InfluxCertd.Tests.Configuration;

/// <summary>The files beside the sources, found from where the tests run.</summary>
static class Repository
{
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    public static void Write(string path, string text) => File.WriteAllText(Path.Combine(Root(), path), text);

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "InfluxCertd.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("InfluxCertd.sln lies in no folder above the tests.");
        }

        return folder.FullName;
    }
}
