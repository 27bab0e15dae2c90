namespace InfluxCertd.Core.InfluxDb;

/// <summary>What influxd takes from [http], each setting at influxd's own default where it is left out.</summary>
/// <param name="Enabled">Whether influxd serves its HTTP API at all.</param>
/// <param name="BindAddress">In Go's notation: see <see cref="ListenAddress"/>.</param>
/// <param name="Https">The settings this product writes.</param>
/// <param name="AuthEnabled">Whether queries and writes need a user name and a password.</param>
/// <param name="PingAuthEnabled">Whether /ping does as well (1.8 and later, and only with AuthEnabled).</param>
/// <param name="LogEnabled">Whether requests are logged.</param>
/// <param name="AccessLogPath">Where they are logged to; empty is the journal, with everything else.</param>
/// <param name="UnixSocket">The socket that influxd listens on besides TCP, null if none.</param>
public sealed record HttpSection(
    bool Enabled,
    string BindAddress,
    HttpsSettings Https,
    bool AuthEnabled,
    bool PingAuthEnabled,
    bool LogEnabled,
    string AccessLogPath,
    string? UnixSocket)
{
    /// <summary>Whether writes are left out of what is logged (1.3 and later).</summary>
    public bool SuppressWriteLog { get; init; }

    /// <summary>Why the journal does not tell who writes to InfluxDB, a clause; null where it does.</summary>
    public string? LogObstacle =>
        !LogEnabled ? $"[http] says {SettingName.LogEnabled} = false"
        : AccessLogPath.Length > 0 ? $"[http] {SettingName.AccessLogPath} has requests logged to {AccessLogPath}"
        : SuppressWriteLog ? $"[http] says {SettingName.SuppressWriteLog} = true"
        : null;

    /// <summary>What influxd does with an empty file.</summary>
    public static HttpSection Default { get; } = new(
        Enabled: true,
        BindAddress: ":8086",
        Https: new(Enabled: false, Certificate: null, PrivateKey: null),
        AuthEnabled: false,
        PingAuthEnabled: false,
        LogEnabled: true,
        AccessLogPath: "",
        UnixSocket: null);
}
