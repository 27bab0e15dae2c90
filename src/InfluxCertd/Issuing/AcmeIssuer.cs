using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>
/// Has an ACME CA (RFC 8555) sign, through lego. The key is made here and only its request handed on. What was issued but never
/// installed is used the next time, so that failures further on do not eat up the CA's rate limits.
/// </summary>
/// <param name="folder">On this disk; root only, as lego writes the account's key for everyone to read.</param>
sealed class AcmeIssuer(HostRoot root, string folder, MaterialIntake intake) : IIssuer
{
    const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    readonly string _key = Path.Combine(folder, "request.key");
    readonly string _request = Path.Combine(folder, "request.csr");
    readonly string _certificates = Path.Combine(folder, "certificates");

    public async Task<IssuedCertificate> IssueAsync(IssuingRequest request, CancellationToken cancellation)
    {
        if (LeftOver(request) is { } leftOver)
        {
            return leftOver;
        }

        var names = NamesOf(request);
        var acme = request.Settings.Acme;
        var variables = Variables(acme.EnvironmentFile);
        WriteRequest(request, names);
        await LegoCommand.RunAsync(acme, folder, _request, acme.CaFile is { } ca ? root.Map(ca) : null, variables, cancellation);
        return Pending() is { } issued
            ? intake.TakeOrThrow(PathsOf(issued), request)
            : throw new IssuingException("lego ended well, but left no certificate");
    }

    /// <summary>The names that a public CA can vouch for: the configured ones, else the full name.</summary>
    static ImmutableArray<string> NamesOf(IssuingRequest request) => request switch
    {
        { Settings.Names: { IsEmpty: false } names } => names,
        { Host.FullName: { } name } => [name],
        _ => throw new IssuingException($"no ACME CA certifies \"{request.Host.ShortName}\", and this host has no fully qualified name; name in \"names\" what clients connect to"),
    };

    void WriteRequest(IssuingRequest request, ImmutableArray<string> names)
    {
        DurableFile.CreateFolder(folder, OwnersFolder);
        if (Directory.Exists(_certificates))
        {
            Directory.Delete(_certificates, recursive: true);
        }

        using var key = SigningKey.For(request);
        var pem = key.ToPem();
        DurableFile.Write(_key, pem, Access.Private);
        CryptographicOperations.ZeroMemory(pem);

        // No subject: lego would take a common name for one more domain to prove.
        var text = ServerCertificate.Request(key, new X500DistinguishedName([0x30, 0x00]), names).CreateSigningRequestPem() + "\n";
        DurableFile.Write(_request, Encoding.ASCII.GetBytes(text), Access.Private);
    }

    IReadOnlyDictionary<string, string> Variables(string? file) => file is null
        ? ImmutableDictionary<string, string>.Empty
        : EnvironmentFile.Parse(Encoding.UTF8.GetString(new SourceFileReader(root).ReadSecret(file)));

    /// <summary>A certificate of an earlier try that is fresh, fits the names that are wanted now, and is not the one in use.</summary>
    IssuedCertificate? LeftOver(IssuingRequest request)
    {
        if (Pending() is not { } path || intake.Take(PathsOf(path), request.Settings.Names, request.Host) is not Intake.Accepted accepted)
        {
            return null;
        }

        using (accepted.Material)
        {
            var leaf = accepted.Material.Facts;
            return leaf.FingerprintSha256 != request.PreviousLeaf?.FingerprintSha256
                && leaf.KeyAlgorithm == request.Settings.Key
                && intake.IsInFirstHalf(leaf)
                    ? IssuedCertificate.Of(accepted.Material, accepted.Remarks)
                    : null;
        }
    }

    MaterialPaths PathsOf(string certificate) => new(root.Unmap(certificate), root.Unmap(_key), null, null);

    string? Pending() => Directory.Exists(_certificates)
        ? Directory.GetFiles(_certificates, "*.crt").FirstOrDefault(path => !path.EndsWith(".issuer.crt", StringComparison.Ordinal))
        : null;
}
