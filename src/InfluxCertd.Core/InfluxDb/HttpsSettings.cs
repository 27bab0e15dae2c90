namespace InfluxCertd.Core.InfluxDb;

/// <summary>The three settings of [http] that turn HTTPS on. Null where the key is absent.</summary>
public sealed record HttpsSettings(bool Enabled, string? Certificate, string? PrivateKey);
