using System.Diagnostics;
using System.Text;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using Microsoft.Extensions.Time.Testing;

namespace InfluxCertd.Tests.Issuing;

/// <summary>A host's root in a temporary folder, on which certificates are provided in /tls.</summary>
sealed class Host : IDisposable
{
    public const string Certificate = "/tls/server.crt";
    public const string Key = "/tls/server.key";
    public const string Chain = "/tls/chain.pem";

    public static readonly HostNames Names = new("db1", "db1.example.org");

    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    public Host()
    {
        Root = new HostRoot(_folder);
        Directory.CreateDirectory(OnDisk("/tls"));
        Issuers = new Issuers(Root, State, Time);
        Settings = new CertificateSettings { Source = CertificateSource.Files, SourceCertificateFile = Certificate, SourceKeyFile = Key };
    }

    public HostRoot Root { get; }

    public string State => OnDisk("/var/lib/influxcertd");

    public FakeTimeProvider Time { get; } = new(Pki.Now.AddHours(1));

    public Issuers Issuers { get; }

    public CertificateSettings Settings { get; set; }

    public string OnDisk(string path) => Root.Map(path);

    public Host Put(string path, string text) => Put(path, Encoding.Latin1.GetBytes(text));

    public Host Put(string path, byte[] content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(OnDisk(path))!);
        File.WriteAllBytes(OnDisk(path), content);
        File.SetUnixFileMode(OnDisk(path), mode);
        return this;
    }

    public Host Put(Made leaf, params Made[] chain) =>
        Put(Certificate, leaf.Pem + string.Concat(chain.Select(certificate => certificate.Pem))).Put(Key, leaf.KeyPem);

    /// <summary>A good certificate with its chain, from which each test departs by one thing.</summary>
    public Host PutGood() => Put(Pki.Leaf, Pki.Intermediate, Pki.Root);

    public Candidate Look() => Issuers.Candidates.Look(Settings, Names, installed: null)!;

    public Task<IssuedCertificate> IssueAsync(IssuingRequest? request = null) =>
        Issuers.IssueAsync(request ?? new IssuingRequest(Settings, Names), TestContext.Current.CancellationToken);

    /// <summary>Runs a program in the root; its output, once it has ended well.</summary>
    public string Run(string program, params string[] arguments)
    {
        var (code, output) = TryRun(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {output}");
        return output;
    }

    public (int Code, string Output) TryRun(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
