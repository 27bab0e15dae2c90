namespace InfluxCertd.Core.InfluxDb;

/// <summary>
/// influxd lets INFLUXDB_SECTION_KEY override its file; a variable that is empty counts as not set. (influxdb 1.x, toml.ApplyEnvOverrides)
/// </summary>
public static class EnvironmentOverrides
{
    /// <summary>What influxd takes when it starts with this environment.</summary>
    public static HttpSection Apply(HttpSection section, IReadOnlyDictionary<string, string> environment)
    {
        var socket = Text(environment, SettingName.BindSocket) ?? section.UnixSocket ?? SettingName.DefaultSocket;
        return new(
            Flag(environment, SettingName.Enabled) ?? section.Enabled,
            Text(environment, SettingName.BindAddress) ?? section.BindAddress,
            new(
                Flag(environment, SettingName.HttpsEnabled) ?? section.Https.Enabled,
                Text(environment, SettingName.HttpsCertificate) ?? section.Https.Certificate,
                Text(environment, SettingName.HttpsPrivateKey) ?? section.Https.PrivateKey),
            Flag(environment, SettingName.AuthEnabled) ?? section.AuthEnabled,
            Flag(environment, SettingName.PingAuthEnabled) ?? section.PingAuthEnabled,
            Flag(environment, SettingName.LogEnabled) ?? section.LogEnabled,
            Text(environment, SettingName.AccessLogPath) ?? section.AccessLogPath,
            Flag(environment, SettingName.UnixSocketEnabled) ?? section.UnixSocket is not null ? socket : null)
        {
            SuppressWriteLog = Flag(environment, SettingName.SuppressWriteLog) ?? section.SuppressWriteLog,
        };
    }

    /// <summary>The variables that override one of the HTTPS settings.</summary>
    public static IEnumerable<string> Names(IReadOnlyDictionary<string, string> environment) =>
        SettingName.Https.Where(setting => Text(environment, setting) is not null).Select(Variable);

    /// <summary>The variables of [http] that keep influxd from starting, since they are neither true nor false.</summary>
    public static IEnumerable<string> Broken(IReadOnlyDictionary<string, string> environment) =>
        SettingName.Flags.Where(setting => Text(environment, setting) is not null && Flag(environment, setting) is null).Select(Variable);

    static string Variable(string setting) => $"INFLUXDB_HTTP_{setting.Replace('-', '_').ToUpperInvariant()}";

    static string? Text(IReadOnlyDictionary<string, string> environment, string setting) =>
        environment.TryGetValue(Variable(setting), out var value) && value.Length > 0 ? value : null;

    // As Go's strconv.ParseBool.
    static bool? Flag(IReadOnlyDictionary<string, string> environment, string setting) => Text(environment, setting) switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => null,
    };
}
