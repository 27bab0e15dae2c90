using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>A version of InfluxDB, and what it can do.</summary>
public sealed partial record InfluxDbVersion(int Major, int Minor, int Patch)
{
    static readonly InfluxDbVersion StrictModes = new(1, 12, 3);

    public bool IsSupported => Major == 1;

    /// <summary>Refuses a certificate wider than 0644 and a key wider than 0600 (influxdb v1.12.3 pkg/tlsconfig/certconfig.go).</summary>
    public bool ChecksKeyModes => IsAtLeast(StrictModes);

    /// <summary>SIGHUP makes it read its certificate again; every earlier one ends on it (influxdb v1.12.3 cmd/influxd/main.go).</summary>
    public bool ReloadsCertificatesOnHangup => IsAtLeast(StrictModes);

    /// <summary>Finds the version in "1.6.7~rc0", "v1.12.3", or a whole line of <c>influxd version</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out InfluxDbVersion? version)
    {
        var match = Pattern().Match(text);
        version = match.Success ? new InfluxDbVersion(Part(match, 1), Part(match, 2), Part(match, 3)) : null;
        return version is not null;
    }

    bool IsAtLeast(InfluxDbVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch)) >= 0;

    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    static int Part(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\d.])(\d{1,4})\.(\d{1,4})\.(\d{1,6})")]
    private static partial Regex Pattern();
}
