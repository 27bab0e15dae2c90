using System.Formats.Asn1;
using System.Security.Cryptography;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Reads private keys in each of the forms in which tools write them.</summary>
static class PrivateKeyReader
{
    public const string Pkcs8 = "PRIVATE KEY";
    public const string EncryptedPkcs8 = "ENCRYPTED PRIVATE KEY";
    public const string Pkcs1 = "RSA PRIVATE KEY";
    public const string Sec1 = "EC PRIVATE KEY";

    const string RsaAlgorithm = "1.2.840.113549.1.1.1";
    const string EcAlgorithm = "1.2.840.10045.2.1";

    static readonly Dictionary<string, string> OtherAlgorithms = new()
    {
        ["1.2.840.113549.1.1.10"] = "RSA-PSS",
        ["1.2.840.10040.4.1"] = "DSA",
        ["1.3.101.110"] = "X25519",
        ["1.3.101.112"] = "Ed25519",
        ["1.3.101.113"] = "Ed448",
    };

    public static bool IsPrivateKey(string label) => label.EndsWith(Pkcs8, StringComparison.Ordinal);

    /// <exception cref="MaterialFaultException">The key can't be read, or influxd could not.</exception>
    public static AsymmetricAlgorithm Read(string path, string label, ReadOnlySpan<byte> der, string? passphrase) => label switch
    {
        Pkcs8 => ReadPkcs8(path, der),
        Pkcs1 => Import(path, RSA.Create(), der, (key, bytes) => ((RSA)key).ImportRSAPrivateKey(bytes, out _)),
        Sec1 => Import(path, ECDsa.Create(), der, (key, bytes) => ((ECDsa)key).ImportECPrivateKey(bytes, out _)),
        EncryptedPkcs8 => Decrypt(path, der, passphrase),
        "OPENSSH PRIVATE KEY" => throw new MaterialFaultException(path, "the private key is in OpenSSH's own form; convert a copy of it with \"ssh-keygen -p -m PKCS8 -f COPY\""),
        _ => throw Unsupported(path, label[..^(Pkcs8.Length + 1)]),
    };

    /// <summary>Tells the forms apart by their first fields, as DER has no label; null when it is none of them.</summary>
    public static string? LabelOf(ReadOnlyMemory<byte> der)
    {
        try
        {
            var fields = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
            if (fields.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                fields.ReadSequence();
                return fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString) ? EncryptedPkcs8 : null;
            }

            fields.ReadInteger();
            var second = fields.PeekTag();
            return second.HasSameClassAndValue(Asn1Tag.Sequence) ? Pkcs8
                : second.HasSameClassAndValue(Asn1Tag.Integer) ? Pkcs1
                : second.HasSameClassAndValue(Asn1Tag.PrimitiveOctetString) ? Sec1
                : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    static AsymmetricAlgorithm ReadPkcs8(string path, ReadOnlySpan<byte> der)
    {
        switch (AlgorithmOf(path, der))
        {
            case RsaAlgorithm:
                return Import(path, RSA.Create(), der, ImportPkcs8);
            case EcAlgorithm:
                return Import(path, ECDsa.Create(), der, ImportPkcs8);
            case var other:
                throw Unsupported(path, OtherAlgorithms.GetValueOrDefault(other, other));
        }
    }

    static string AlgorithmOf(string path, ReadOnlySpan<byte> der)
    {
        // A copy, as the reader takes no span; wiped again, as it holds the key.
        var copy = der.ToArray();
        try
        {
            var fields = new AsnReader(copy, AsnEncodingRules.BER).ReadSequence();
            fields.ReadInteger();
            return fields.ReadSequence().ReadObjectIdentifier();
        }
        catch (AsnContentException)
        {
            throw Damaged(path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    static AsymmetricAlgorithm Decrypt(string path, ReadOnlySpan<byte> der, string? passphrase)
    {
        if (passphrase is null)
        {
            throw new MaterialFaultException(path, "the private key is encrypted; name the file with its pass phrase in \"key_passphrase_file\"");
        }

        foreach (AsymmetricAlgorithm key in (AsymmetricAlgorithm[])[RSA.Create(), ECDsa.Create()])
        {
            try
            {
                key.ImportEncryptedPkcs8PrivateKey(passphrase, der, out _);
                return key;
            }
            catch (CryptographicException)
            {
                key.Dispose();
            }
        }

        throw new MaterialFaultException(path, "the private key can't be decrypted: either the pass phrase in \"key_passphrase_file\" is another one, or the cipher is not known here; \"openssl pkcs8 -topk8 -v2 aes-256-cbc\" writes one that is");
    }

    static void ImportPkcs8(AsymmetricAlgorithm key, ReadOnlySpan<byte> der) => key.ImportPkcs8PrivateKey(der, out _);

    static AsymmetricAlgorithm Import(string path, AsymmetricAlgorithm key, ReadOnlySpan<byte> der, Importer import)
    {
        try
        {
            import(key, der);
            return key;
        }
        catch (Exception failure) when (failure is CryptographicException or NotSupportedException)
        {
            key.Dispose();
            throw Damaged(path);
        }
    }

    delegate void Importer(AsymmetricAlgorithm key, ReadOnlySpan<byte> der);

    static MaterialFaultException Damaged(string path) => new(path, "the private key is damaged; copy it again");

    static MaterialFaultException Unsupported(string path, string kind) =>
        new(path, $"the private key is of the kind {kind}, which not every InfluxDB 1.x can serve; use RSA, or ECDSA on P-256 or P-384");
}
