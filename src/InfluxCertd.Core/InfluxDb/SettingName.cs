namespace InfluxCertd.Core.InfluxDb;

/// <summary>The keys of [http] that matter here, as influxd spells them.</summary>
internal static class SettingName
{
    public const string Enabled = "enabled";
    public const string BindAddress = "bind-address";
    public const string AuthEnabled = "auth-enabled";
    public const string PingAuthEnabled = "ping-auth-enabled";
    public const string LogEnabled = "log-enabled";
    public const string AccessLogPath = "access-log-path";
    public const string SuppressWriteLog = "suppress-write-log";
    public const string UnixSocketEnabled = "unix-socket-enabled";
    public const string BindSocket = "bind-socket";
    public const string HttpsEnabled = "https-enabled";
    public const string HttpsCertificate = "https-certificate";
    public const string HttpsPrivateKey = "https-private-key";

    /// <summary>The three that turn HTTPS on.</summary>
    public static IReadOnlyList<string> Https { get; } = [HttpsEnabled, HttpsCertificate, HttpsPrivateKey];

    /// <summary>Those that are true or false.</summary>
    public static IReadOnlyList<string> Flags { get; } = [Enabled, AuthEnabled, PingAuthEnabled, LogEnabled, SuppressWriteLog, UnixSocketEnabled, HttpsEnabled];

    /// <summary>What influxd uses for <see cref="BindSocket"/> if only <see cref="UnixSocketEnabled"/> is set.</summary>
    public const string DefaultSocket = "/var/run/influxdb.sock";
}
