namespace InfluxCertd.Core.Configuration;

/// <summary>The words that the configuration, the journal and the JSON reports use.</summary>
public static class SettingNames
{
    public static string Name(this KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Rsa2048 => "rsa-2048",
        KeyAlgorithm.Rsa3072 => "rsa-3072",
        KeyAlgorithm.Rsa4096 => "rsa-4096",
        KeyAlgorithm.EcdsaP256 => "ecdsa-p256",
        KeyAlgorithm.EcdsaP384 => "ecdsa-p384",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The size of the key, of an elliptic curve the size of its field.</summary>
    public static int Bits(this KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Rsa2048 => 2048,
        KeyAlgorithm.Rsa3072 => 3072,
        KeyAlgorithm.Rsa4096 => 4096,
        KeyAlgorithm.EcdsaP256 => 256,
        KeyAlgorithm.EcdsaP384 => 384,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    public static string Name(this CertificateSource source) => source switch
    {
        CertificateSource.SelfSigned => "self-signed",
        CertificateSource.PrivateCa => "private-ca",
        CertificateSource.Files => "files",
        CertificateSource.Csr => "csr",
        CertificateSource.Acme => "acme",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };
}
