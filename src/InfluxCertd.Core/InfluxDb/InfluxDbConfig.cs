using InfluxCertd.Core.InfluxDb.Toml;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>Reads what an influxdb.conf says of HTTP.</summary>
public static class InfluxDbConfig
{
    /// <summary>Reads the whole text of a file; a byte order mark may be its first character.</summary>
    public static InfluxDbConfigReading Read(string text)
    {
        try
        {
            var document = ConfigDocument.Parse(text);
            return new InfluxDbConfigReading.Readable(Section(document.Http), [.. MisplacedSettings.In(document)]);
        }
        catch (ConfigFaultException fault)
        {
            return new InfluxDbConfigReading.Unreadable(fault.Line, fault.Column, fault.Message);
        }
    }

    internal static HttpSection Section(HttpHome http)
    {
        var byDefault = HttpSection.Default;
        return new(
            Flag(http, SettingName.Enabled) ?? byDefault.Enabled,
            Text(http, SettingName.BindAddress) ?? byDefault.BindAddress,
            new(
                Flag(http, SettingName.HttpsEnabled) ?? byDefault.Https.Enabled,
                Text(http, SettingName.HttpsCertificate),
                Text(http, SettingName.HttpsPrivateKey)),
            Flag(http, SettingName.AuthEnabled) ?? byDefault.AuthEnabled,
            Flag(http, SettingName.PingAuthEnabled) ?? byDefault.PingAuthEnabled,
            Flag(http, SettingName.LogEnabled) ?? byDefault.LogEnabled,
            Text(http, SettingName.AccessLogPath) ?? byDefault.AccessLogPath,
            Socket(http))
        {
            SuppressWriteLog = Flag(http, SettingName.SuppressWriteLog) ?? false,
        };
    }

    static string? Socket(HttpHome http)
    {
        var path = Text(http, SettingName.BindSocket) ?? SettingName.DefaultSocket;
        return Flag(http, SettingName.UnixSocketEnabled) is true ? path : null;
    }

    static bool? Flag(HttpHome http, string name) => http.Setting(name) switch
    {
        null => null,
        { Value: BooleanValueSyntax flag } => flag.Value,
        var other => throw HttpHome.Fault(other.Value!, $"{name} in [http] must be true or false, without quotes: influxd does not start with any other value"),
    };

    static string? Text(HttpHome http, string name) => http.Setting(name) switch
    {
        null => null,
        { Value: StringValueSyntax text } => text.Value ?? "",
        var other => throw HttpHome.Fault(other.Value!, $"{name} in [http] must be text in double quotes: influxd does not start with any other value"),
    };
}
