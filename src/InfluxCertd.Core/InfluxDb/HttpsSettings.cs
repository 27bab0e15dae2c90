namespace InfluxCertd.Core.InfluxDb;

/// <summary>
/// The three settings of [http] that turn HTTPS on; null is a key that the file leaves out. To write, null is a key to leave
/// as it is.
/// </summary>
public sealed record HttpsSettings(bool Enabled, string? Certificate, string? PrivateKey)
{
    /// <summary>What influxd opens where https-certificate is not set.</summary>
    public const string DefaultCertificate = "/etc/ssl/influxdb.pem";

    /// <summary>The file that influxd reads the certificate from.</summary>
    public string CertificateFile => Certificate ?? DefaultCertificate;

    /// <summary>The file that influxd reads the key from: without https-private-key, the certificate's, which holds both.</summary>
    public string PrivateKeyFile => PrivateKey is null or "" ? CertificateFile : PrivateKey;
}
