namespace InfluxCertd.Core.InfluxDb;

/// <summary>What influxd takes from [http], with influxd 1.x's own defaults where the file is silent.</summary>
public sealed record HttpSection(bool Enabled, string BindAddress, HttpsSettings Https)
{
    public const string DefaultBindAddress = ":8086";

    public static HttpSection Default { get; } = new(Enabled: true, DefaultBindAddress, new HttpsSettings(false, null, null));
}
