namespace InfluxCertd.Linux;

/// <summary>The roots that this host trusts.</summary>
static class TrustStore
{
    /// <summary>Where distributions keep them in one file; the same list as Go's (crypto/x509, root_linux.go).</summary>
    static readonly string[] Files =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];

    /// <summary>PEM; empty where there is no store.</summary>
    public static byte[] Read(HostRoot root)
    {
        try
        {
            return Files.Select(root.Resolve).FirstOrDefault(File.Exists) is { } file ? File.ReadAllBytes(file) : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
