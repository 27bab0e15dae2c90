namespace InfluxCertd.Core.Configuration;

/// <summary>The private key's kind and size, each one that every InfluxDB 1.x can serve.</summary>
public enum KeyAlgorithm
{
    Rsa2048,
    Rsa3072,
    Rsa4096,
    EcdsaP256,
    EcdsaP384,
}
