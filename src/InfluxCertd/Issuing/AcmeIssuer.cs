using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
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
        var call = CallOf(request.Settings.Acme);
        if (!IsSuccessor(request, names) || !await LegoCommand.KnowsRenewalInfoAsync(folder, cancellation))
        {
            Forget();
            WriteRequest(request, names);
            await LegoCommand.RunAsync(call, cancellation);
        }
        else
        {
            WriteRequest(request, names);
            await RenewAsync(call with { Purpose = LegoPurpose.Renew }, cancellation);
        }

        return Pending() is { } issued
            ? intake.TakeOrThrow(PathsOf(issued), request)
            : throw new IssuingException("lego ended well, but left no certificate");
    }

    /// <summary>Asks the CA whether the certificate in use should be renewed before it is due, and if so has it do so.</summary>
    /// <returns>Whether another certificate waits now; null when nobody was asked.</returns>
    public async Task<bool?> AskAsync(IssuingRequest request, CancellationToken cancellation)
    {
        var names = NamesOf(request);
        if (!IsSuccessor(request, names) || !await LegoCommand.KnowsRenewalInfoAsync(folder, cancellation))
        {
            return null;
        }

        var call = CallOf(request.Settings.Acme) with { Purpose = LegoPurpose.RenewIfAdvised };
        WriteRequest(request, names);
        await RenewAsync(call, cancellation);
        return Waiting(request) is not null;
    }

    /// <summary>A certificate that was issued and is not installed yet; null when none is.</summary>
    public Candidate? Waiting(IssuingRequest request)
    {
        using var leftOver = LeftOver(request);
        return leftOver is null ? null : new Candidate(leftOver.Leaf, null, IsAwaited: false, leftOver.Remarks, []);
    }

    /// <summary>What the CA has against a renewal as such, such as an account that is not the one of before, is no reason to issue nothing the next time.</summary>
    async Task RenewAsync(LegoCall call, CancellationToken cancellation)
    {
        try
        {
            await LegoCommand.RunAsync(call, cancellation);
        }
        catch (IssuingException)
        {
            Forget();
            throw;
        }
    }

    /// <summary>Whether lego finds the certificate in use, of the same names, so that the next one can be told to replace it.</summary>
    bool IsSuccessor(IssuingRequest request, ImmutableArray<string> names) =>
        Pending() is { } path && Path.GetFileName(path) == names[0].Replace('*', '_') + ".crt"
        && LegoCommand.IsRegistered(request.Settings.Acme, folder)
        && request.PreviousLeaf is { } leaf && leaf.SubjectAlternativeNames.ToHashSet().SetEquals(names)
        && FingerprintOf(path) == leaf.FingerprintSha256;

    static string? FingerprintOf(string path)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return LeafFacts.Of(certificate).FingerprintSha256;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    LegoCall CallOf(AcmeSettings acme) => new(acme, folder, _request)
    {
        CaFile = acme.CaFile is { } ca ? root.Map(ca) : null,
        Variables = Variables(acme.EnvironmentFile),
    };

    void Forget()
    {
        if (Directory.Exists(_certificates))
        {
            Directory.Delete(_certificates, recursive: true);
        }
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
        DurableFile.CreateFolder(folder, Access.PrivateFolder);
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
