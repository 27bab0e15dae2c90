using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates.Material;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Issuing;

/// <summary>A private key with what signing by it takes.</summary>
sealed class SigningKey(AsymmetricAlgorithm key) : IDisposable
{
    /// <summary>Of an elliptic curve the hash of its own strength (RFC 5480 §4), of RSA the one that everyone knows.</summary>
    public HashAlgorithmName Hash { get; } = key is ECDsa { KeySize: > 256 } ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    /// <summary>Key encipherment is for the RSA key exchange of TLS 1.2, which old clients still use.</summary>
    public X509KeyUsageFlags ServerUsage { get; } = key is RSA
        ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment
        : X509KeyUsageFlags.DigitalSignature;

    public static SigningKey Create(KeyAlgorithm algorithm) => new(algorithm switch
    {
        KeyAlgorithm.EcdsaP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        KeyAlgorithm.EcdsaP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        _ => RSA.Create(algorithm.Bits()),
    });

    /// <summary>The key in use where the configuration says to keep it and its algorithm is still the wanted one; else a new one.</summary>
    public static SigningKey For(IssuingRequest request)
    {
        if (request is { Settings.KeyReuse: true, PreviousKeyPem: { } pem, PreviousLeaf: { } leaf } && leaf.KeyAlgorithm == request.Settings.Key)
        {
            return Import(pem);
        }

        return Create(request.Settings.Key);
    }

    /// <exception cref="CryptographicException">It is no private key.</exception>
    public static SigningKey Import(byte[] pem)
    {
        var text = new char[pem.Length];
        try
        {
            System.Text.Encoding.Latin1.GetChars(pem, text);
            return new SigningKey(Import(text));
        }
        finally
        {
            Array.Clear(text);
        }
    }

    public bool Is(KeyAlgorithm algorithm) => key is RSA == algorithm.Name().StartsWith("rsa", StringComparison.Ordinal) && key.KeySize == algorithm.Bits();

    public byte[] ExportPublicKey() => key.ExportSubjectPublicKeyInfo();

    public X509SignatureGenerator Generator() => key is RSA rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa((ECDsa)key);

    public CertificateRequest NewRequest(X500DistinguishedName subject) => key is RSA rsa
        ? new CertificateRequest(subject, rsa, Hash, RSASignaturePadding.Pkcs1)
        : new CertificateRequest(subject, (ECDsa)key, Hash);

    public byte[] ToPem() => PrivateKeyPem.Of(key);

    public void Dispose() => key.Dispose();

    static AsymmetricAlgorithm Import(char[] text)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(text);
            return rsa;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
        }

        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(text);
            return ecdsa;
        }
        catch (ArgumentException failure)
        {
            throw new CryptographicException("it is no private key", failure);
        }
    }
}
