using System.Globalization;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Tests.Clients;

/// <summary>The configurations of client programs in ClientCorpus/, and the InfluxDB that they are read for.</summary>
static class ClientCorpus
{
    public static readonly ClientTarget Target = new(
        ["db1", "db1.example.com", "192.0.2.10", "198.51.100.7", "2001:db8::10"], 8086,
        ["db1.example.com", "db1", "localhost", "127.0.0.1", "::1", "192.0.2.10", "2001:db8::10"])
    {
        CertificateFiles = ["/etc/ssl/influxdb-selfsigned.crt"],
    };

    public static IClientEditor Editor(string program) => program switch
    {
        "telegraf" => new TelegrafEditor(),
        "kapacitor" => new KapacitorEditor(),
        "chronograf" => new ChronografEditor(),
        "grafana" => new GrafanaEditor(),
        "prometheus" => new PrometheusEditor(),
        _ => throw new ArgumentOutOfRangeException(nameof(program)),
    };

    public static TheoryData<string> Programs => ["telegraf", "kapacitor", "chronograf", "grafana", "prometheus"];

    public static TheoryData<string> Files => [.. Programs.SelectMany(program => Names(program.Data))];

    public static TheoryData<string> TomlFiles => [.. Names("telegraf"), .. Names("kapacitor")];

    public static TheoryData<string> YamlFiles => [.. Names("grafana"), .. Names("prometheus")];

    public static IEnumerable<string> Names(string program) => Directory.GetFiles(Path.Combine(Folder(), program))
        .Select(path => $"{program}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal);

    public static string Program(string name) => name.Split('/')[0];

    /// <summary>The text as the file has it, a byte order mark included.</summary>
    public static string Read(string name) => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder(), name)));

    /// <summary>What is made of a file, for people: each connection, then the change as a diff.</summary>
    public static string Describe(string name, ClientTarget target)
    {
        var text = Read(name);
        var lines = Editor(Program(name)).Read(text, target) switch
        {
            ClientReading.Unreadable broken => $"{broken.Line}:{broken.Column}: unreadable: {broken.Message}\n",
            ClientReading.Readable readable => string.Concat(readable.Connections.Select(Line))
                + (readable.NewText == text ? "" : UnifiedDiff.Render(text, readable.NewText, name, name)),
            var other => throw new InvalidOperationException(other.ToString()),
        };
        return $"== {name}\n{lines}\n";
    }

    static string Line(ClientConnection found) => string.Create(CultureInfo.InvariantCulture,
        $"{found.Line}:{found.Column}: {found.Place} {found.Url}: {found.State}{(found.Reason is null ? "" : ": " + found.Reason)}\n");

    public static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "InfluxCertd.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("InfluxCertd.sln lies in no folder above the tests.");
        }

        return Path.Combine(folder.FullName, "tests", "InfluxCertd.Core.Tests", "ClientCorpus");
    }
}
