using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace InfluxCertd.Linux;

/// <summary>
/// The certificates of ours that every program of this host trusts, as update-ca-certificates(8) takes them: one a file, or OpenSSL's
/// hashed folder would lack the others.
/// </summary>
static class SystemTrustStore
{
    const string Folder = "/usr/local/share/ca-certificates";
    const string Pattern = "influxcertd-*.crt";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Has the store hold just these of ours. Whatever was there already is no change, and then the system is not asked to do anything.</summary>
    /// <returns>Whether something has changed.</returns>
    /// <exception cref="IOException">It can't be written, or the system did not take it up.</exception>
    public static async Task<bool> ReplaceAsync(IEnumerable<X509Certificate2> certificates, CancellationToken cancellation)
    {
        var wanted = certificates.ToDictionary(PathOf, certificate => certificate.ExportCertificatePem() + "\n");
        var present = Directory.Exists(Folder) ? Directory.GetFiles(Folder, Pattern) : [];
        if (wanted.Keys.ToHashSet().SetEquals(present) && wanted.All(file => File.ReadAllText(file.Key) == file.Value))
        {
            return false;
        }

        DurableFile.CreateFolder(Folder, Access.PublicFolder);
        foreach (var (path, pem) in wanted)
        {
            DurableFile.Write(path, Encoding.ASCII.GetBytes(pem), Access.Public);
        }

        foreach (var path in present.Except(wanted.Keys))
        {
            DurableFile.Delete(path);
        }

        var result = await ChildProcess.RunAsync(["update-ca-certificates"], Patience, cancellation);
        return result switch
        {
            { Succeeded: true } => true,
            { NotFound: true } => throw new IOException("update-ca-certificates, which keeps the system's trust store, is not installed; run \"apt install ca-certificates\""),
            _ => throw new IOException($"the system's trust store can't be updated: update-ca-certificates: {result.Message}"),
        };
    }

    static string PathOf(X509Certificate2 certificate) =>
        Path.Combine(Folder, $"influxcertd-{certificate.GetCertHashString(HashAlgorithmName.SHA256)[..16].ToLowerInvariant()}.crt");
}
