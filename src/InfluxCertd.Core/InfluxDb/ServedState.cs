namespace InfluxCertd.Core.InfluxDb;

/// <summary>What a client meets on the address that InfluxDB listens on.</summary>
public abstract record ServedState
{
    /// <summary>Nobody was asked.</summary>
    public sealed record NotProbed : ServedState;

    /// <summary>Nothing answers there.</summary>
    public sealed record Nothing(string Reason) : ServedState;

    /// <summary>InfluxDB answers without TLS.</summary>
    public sealed record PlainHttp : ServedState;

    /// <summary>TLS with this leaf; <paramref name="PingStatus"/> is the HTTP status of <c>/ping</c>, null when there was none.</summary>
    public sealed record Tls(string FingerprintSha256, DateTimeOffset NotAfter, bool IsSelfIssued, int? PingStatus) : ServedState;

    /// <summary>The version that the running process names in X-Influxdb-Version; the program on disk can be a newer one.</summary>
    public InfluxDbVersion? Version { get; init; }

    /// <summary>influxd answers /ping with 204, and with 401 where <c>ping-auth-enabled</c> asks for credentials (influxd 1.7 httpd).</summary>
    public static bool IsAlive(int? pingStatus) => pingStatus is 204 or 401;
}
