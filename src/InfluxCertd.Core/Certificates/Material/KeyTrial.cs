using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Signs with a private key and checks with the certificate: a key can carry the right public half and still be damaged.</summary>
static class KeyTrial
{
    static readonly byte[] Sample = [.. "influxcertd"u8];

    public static bool Fits(AsymmetricAlgorithm key, X509Certificate2 certificate)
    {
        try
        {
            switch (key)
            {
                case RSA rsa:
                    using (var publicRsa = certificate.GetRSAPublicKey())
                    {
                        return publicRsa is not null && publicRsa.VerifyData(
                            Sample, rsa.SignData(Sample, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                    }

                case ECDsa ecdsa:
                    using (var publicEcdsa = certificate.GetECDsaPublicKey())
                    {
                        return publicEcdsa is not null
                            && publicEcdsa.VerifyData(Sample, ecdsa.SignData(Sample, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
                    }

                default:
                    return false;
            }
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
