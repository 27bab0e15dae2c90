using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>Settings to ask for, and the edits they lead to.</summary>
static class Wanted
{
    public const string Certificate = "/etc/ssl/influxdb-selfsigned.crt";
    public const string Key = "/etc/ssl/influxdb-selfsigned.key";

    public static HttpsSettings Https { get; } = new(Enabled: true, Certificate, Key);

    public static HttpsSettings Plain { get; } = new(Enabled: false, Certificate: null, PrivateKey: null);

    /// <summary>The text after the edit, changed or not.</summary>
    public static string Edited(string text, HttpsSettings? wanted = null) => HttpsEditor.Apply(text, wanted ?? Https) switch
    {
        ConfigEdit.Changed changed => changed.Text,
        ConfigEdit.Unchanged => text,
        var refused => throw new InvalidOperationException($"{refused} for:\n{text}"),
    };

    public static HttpSection Read(string text) =>
        Assert.IsType<InfluxDbConfigReading.Readable>(InfluxDbConfig.Read(text)).Http;
}
