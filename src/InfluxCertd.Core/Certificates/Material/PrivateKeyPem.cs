using System.Security.Cryptography;
using System.Text;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>Private keys as PKCS#8 in PEM, which every influxd 1.x reads. No copy is left in memory but the result.</summary>
public static class PrivateKeyPem
{
    public static byte[] Of(AsymmetricAlgorithm key)
    {
        var der = key.ExportPkcs8PrivateKey();
        var text = PemEncoding.Write(PrivateKeyReader.Pkcs8, der);
        try
        {
            var pem = new byte[text.Length + 1];
            Encoding.ASCII.GetBytes(text, pem);
            pem[^1] = (byte)'\n';
            return pem;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
            Array.Clear(text);
        }
    }
}
