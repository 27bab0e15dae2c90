namespace InfluxCertd.Core.Settings;

/// <summary>Who signs the certificate.</summary>
public enum CertificateSource
{
    SelfSigned,
}
