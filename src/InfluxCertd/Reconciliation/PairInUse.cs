using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>The certificate and key under the names in influxdb.conf, whoever put them there.</summary>
sealed record PairInUse(byte[] Certificate, byte[] Key)
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
            var certificate = File.ReadAllBytes(root.Resolve(https.CertificateFile));
            var key = File.ReadAllBytes(root.Resolve(https.PrivateKeyFile));
            using var pair = X509Certificate2.CreateFromPem(
                System.Text.Encoding.UTF8.GetString(certificate), System.Text.Encoding.UTF8.GetString(key));
            return new PairInUse(certificate, key);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
