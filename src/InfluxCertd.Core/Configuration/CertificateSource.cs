namespace InfluxCertd.Core.Configuration;

/// <summary>Who signs the certificate.</summary>
public enum CertificateSource
{
    SelfSigned,
}
