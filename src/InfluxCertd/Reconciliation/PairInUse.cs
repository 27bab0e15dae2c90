using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>The certificate and key under the names in influxdb.conf, whoever put them there; each without what else is in its file.</summary>
sealed record PairInUse(byte[] ChainPem, byte[] KeyPem, string LeafPem)
{
    /// <summary>Null when InfluxDB would not start with what is there, so that nothing is lost by changing it.</summary>
    public static PairInUse? Read(HttpsSettings https, HostRoot root)
    {
        if (!https.Enabled)
        {
            return null;
        }

        try
        {
            var certificates = File.ReadAllText(root.Resolve(https.CertificateFile));
            var key = File.ReadAllText(root.Resolve(https.PrivateKeyFile));
            using var pair = X509Certificate2.CreateFromPem(certificates, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificates);
            return new PairInUse(
                Encoding.ASCII.GetBytes(string.Concat(chain.Select(certificate => certificate.ExportCertificatePem() + "\n"))),
                Encoding.ASCII.GetBytes(KeyBlock(key) + "\n"),
                pair.ExportCertificatePem() + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The first private key, as Go takes it (crypto/tls X509KeyPair).</summary>
    static string KeyBlock(string text)
    {
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var block))
        {
            if (rest[block.Label].EndsWith("PRIVATE KEY", StringComparison.Ordinal))
            {
                return rest[block.Location].ToString();
            }

            rest = rest[block.Location.End..];
        }

        throw new ArgumentException("there is no private key");
    }
}
