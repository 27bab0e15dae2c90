using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>A request that waits for a CA's signature: its key, which never leaves this host, the PKCS#10, and what came back.</summary>
/// <param name="folder">On this disk; root only.</param>
sealed class SigningRequestStore(HostRoot root, string folder)
{
    /// <summary>As paths of the host.</summary>
    public string KeyPath => root.Unmap(OnDisk("request.key"));

    public string RequestPath => root.Unmap(OnDisk("request.csr"));

    public string SignedPath => root.Unmap(OnDisk("signed.crt"));

    public bool HasRequest => File.Exists(OnDisk("request.key")) && File.Exists(OnDisk("request.csr"));

    public bool HasSigned => File.Exists(OnDisk("signed.crt"));

    /// <summary>Where the parts of the pending certificate lie.</summary>
    public MaterialPaths Paths => new(SignedPath, KeyPath, null, null);

    /// <summary>The request in PEM: the one that waits, or a new one where there is none or other names or another key are wanted by now.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public string Prepare(CertificateSettings settings, HostNames host)
    {
        var names = host.RequestedNames(settings.Names);
        using var key = File.Exists(OnDisk("request.key")) ? PendingKey(settings.Key) : null;
        return key is null ? Begin(new IssuingRequest(settings, host))
            : File.Exists(OnDisk("request.csr")) && File.ReadAllText(OnDisk("request.csr")) is var pem && Asks(pem, key, names) ? pem
            : WriteRequest(key, host, names);
    }

    /// <summary>Begins anew for a renewal. The request in use until now, and what came back for it, are given up.</summary>
    public string Begin(IssuingRequest request)
    {
        DurableFile.CreateFolder(folder, Access.PrivateFolder);

        // In this order a crash leaves either the old request or a key whose request is still to be made.
        DurableFile.Delete(OnDisk("signed.crt"));
        using var key = SigningKey.For(request);
        var pem = key.ToPem();
        DurableFile.Write(OnDisk("request.key"), pem, Access.Private);
        CryptographicOperations.ZeroMemory(pem);
        return WriteRequest(key, request.Host, request.Host.RequestedNames(request.Settings.Names));
    }

    /// <summary>Keeps a certificate that came back; its judge is the intake.</summary>
    public void Keep(ReadOnlySpan<byte> signed)
    {
        DurableFile.CreateFolder(folder, Access.PrivateFolder);
        DurableFile.Write(OnDisk("signed.crt"), signed, Access.Public);
    }

    string WriteRequest(SigningKey key, HostNames host, IEnumerable<string> names)
    {
        var pem = ServerCertificate.Request(key, ServerCertificate.Subject(host), names).CreateSigningRequestPem() + "\n";
        DurableFile.Write(OnDisk("request.csr"), Encoding.ASCII.GetBytes(pem), Access.Public);
        return pem;
    }

    /// <summary>Null when it is damaged or of another algorithm than is wanted by now.</summary>
    SigningKey? PendingKey(KeyAlgorithm wanted)
    {
        var pem = File.ReadAllBytes(OnDisk("request.key"));
        try
        {
            var key = SigningKey.Import(pem);
            return key.Is(wanted) ? key : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pem);
        }
    }

    static bool Asks(string pem, SigningKey key, IEnumerable<string> names)
    {
        try
        {
            var request = CertificateRequest.LoadSigningRequestPem(
                pem, key.Hash, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
            var alternative = request.CertificateExtensions.OfType<X509SubjectAlternativeNameExtension>().Single();
            return request.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportPublicKey())
                && alternative.EnumerateDnsNames().Concat(alternative.EnumerateIPAddresses().Select(address => address.ToString()))
                    .ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(names);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    string OnDisk(string name) => Path.Combine(folder, name);
}
