using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Core.Tests;

/// <summary>Object mothers: a healthy host, from which each test departs by one thing.</summary>
static class Some
{
    public static readonly DateTimeOffset Issued = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Midlife = Issued.AddDays(100);
    public static readonly HostNames Host = new("db1", "db1.example.org");

    const string Config = """
        [http]
          https-enabled = true
          https-certificate = "/etc/ssl/influxdb-selfsigned.crt"
          https-private-key = "/etc/ssl/influxdb-selfsigned.key"

        """;

    public static LeafFacts Leaf(DateTimeOffset notBefore, DateTimeOffset notAfter, string fingerprint = "aa") => new(
        notBefore, notAfter, fingerprint, "bb", "CN=db1", "CN=db1", IsSelfIssued: true, KeyAlgorithm.Rsa2048, "rsa-2048",
        Host.SubjectAlternativeNames([]));

    public static LeafFacts Leaf() => Leaf(Issued, Issued.AddDays(365));

    public static DesiredState Desired(Settings? settings = null, Trigger trigger = Trigger.Schedule) =>
        new(settings ?? new Settings(), "digest", TimeZoneInfo.Utc, trigger);

    public static InfluxDbUnit Unit(UnitActivity activity = UnitActivity.Running) => new(
        "influxdb.service", activity, "influxdb", "influxdb", ["influxdb"], ImmutableDictionary<string, string>.Empty);

    public static ServedState.Tls Served(string fingerprint = "aa", int? ping = 204) =>
        new(fingerprint, Issued.AddDays(365), IsSelfIssued: true, ping);

    public static ConfigFile.Readable ConfigFile(string text = Config, params (string Name, string Value)[] environment)
    {
        var section = Assert.IsType<InfluxDbConfigReading.Readable>(InfluxDbConfig.Read(text));
        var variables = environment.ToImmutableDictionary(pair => pair.Name, pair => pair.Value);
        return new ConfigFile.Readable(
            "/etc/influxdb/influxdb.conf", text, section.Http, EnvironmentOverrides.Apply(section.Http, variables),
            [.. variables.Keys], section.Remarks);
    }

    public static ImmutableArray<InstalledFile> Files() =>
    [
        File(InstalledRole.Certificate, "/etc/ssl/influxcertd/current/tls.crt", "root", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead),
        File(InstalledRole.Key, "/etc/ssl/influxcertd/current/tls.key", "influxdb", UnixFileMode.UserRead | UnixFileMode.UserWrite),
        new(InstalledRole.CertificateName, "/etc/ssl/influxdb-selfsigned.crt", InstalledStatus.AsDesired, null, null),
        new(InstalledRole.KeyName, "/etc/ssl/influxdb-selfsigned.key", InstalledStatus.AsDesired, null, null),
    ];

    /// <summary>HTTPS is on, served, and far from expiry.</summary>
    public static ObservedState HealthyHost() => new(
        Midlife, Host, new InstalledCertificate(1, Leaf(), KeyMatch.Matches), Files(), ConfigFile(), Unit(), Served(),
        Version("1.6.7"), RecordedState.Empty);

    /// <summary>As the package of InfluxDB leaves it: running, plain HTTP, nothing of ours.</summary>
    public static ObservedState FreshHost() => HealthyHost() with
    {
        Certificate = InstalledCertificate.None,
        Files = [.. Files().Where(file => file.Role is InstalledRole.CertificateName or InstalledRole.KeyName)
            .Select(file => file with { Status = InstalledStatus.Missing })],
        Config = ConfigFile("[http]\n  # https-enabled = false\n"),
        Served = new ServedState.PlainHttp(),
    };

    public static QuietWindow Window(string text)
    {
        Assert.True(QuietWindow.TryParse(text, out var window, out var why), why);
        return window;
    }

    public static InfluxDbVersion Version(string text)
    {
        Assert.True(InfluxDbVersion.TryParse(text, out var version));
        return version;
    }

    static InstalledFile File(InstalledRole role, string path, string owner, UnixFileMode mode)
    {
        var ownership = new FileOwnership(owner, owner, mode);
        return new InstalledFile(role, path, InstalledStatus.AsDesired, ownership, ownership);
    }
}
