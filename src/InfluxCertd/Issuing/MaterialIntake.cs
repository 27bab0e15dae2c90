using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Certificates.Acceptance;
using InfluxCertd.Core.Certificates.Material;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>Takes a certificate from elsewhere in: reads it safely, puts it in order, and judges it. Throws nothing at bad input.</summary>
sealed class MaterialIntake(HostRoot root, TimeProvider time)
{
    readonly SourceFileReader _reader = new(root);

    public Intake Take(MaterialPaths paths, ImmutableArray<string> names, HostNames host)
    {
        var folders = ImmutableArray.CreateBuilder<string>();
        var remarks = ImmutableArray.CreateBuilder<string>();
        var opened = new List<SourceFile>();
        try
        {
            var certificate = Open(paths.Certificate, isKey: paths.Key is null);
            var key = paths.Key is null ? certificate : Open(paths.Key, isKey: true);
            var chain = paths.Chain is null ? null : Open(paths.Chain, isKey: false);
            var sources = new MaterialSources(certificate, key, chain, Passphrase(paths.Passphrase)) { TrustedRoots = TrustStore.Read(root) };
            return Judge(MaterialReader.Read(sources), new AcceptanceContext(time.GetUtcNow(), host, names), remarks, folders.ToImmutable());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Intake.Refused(Core.Text.Printable.Of(failure.Message), FoldersOf(paths, folders));
        }
        finally
        {
            opened.ForEach(file => CryptographicOperations.ZeroMemory(file.Content));
        }

        SourceFile Open(string path, bool isKey)
        {
            var content = _reader.Read(path);
            opened.Add(new SourceFile(path, content.Content));
            folders.AddRange(content.Folders.Where(folder => !folders.Contains(folder)));
            if (isKey && content.IsReadByEveryone)
            {
                remarks.Add($"{path}: every user of this host can read the private key; run \"chmod 0600\" on it");
            }

            return opened[^1];
        }
    }

    /// <summary>The same for who needs a certificate and has no other plan.</summary>
    /// <exception cref="IssuingException">It is refused.</exception>
    public IssuedCertificate TakeOrThrow(MaterialPaths paths, IssuingRequest request)
    {
        switch (Take(paths, request.Settings.Names, request.Host))
        {
            case Intake.Accepted accepted:
                using (accepted.Material)
                {
                    return IssuedCertificate.Of(accepted.Material, accepted.Remarks);
                }

            case Intake.Refused refused:
                throw new IssuingException(refused.Sentence);
            case var other:
                throw new InvalidOperationException(other.ToString());
        }
    }

    /// <summary>Whether most of its life is still before it.</summary>
    public bool IsInFirstHalf(LeafFacts leaf) => leaf.TimeLeft(time.GetUtcNow()) > leaf.Lifetime / 2;

    static Intake Judge(
        MaterialReading reading, AcceptanceContext context, ImmutableArray<string>.Builder remarks, ImmutableArray<string> folders)
    {
        switch (reading)
        {
            case MaterialReading.Refused refused:
                return new Intake.Refused(refused.Sentence, folders);
            case MaterialReading.Readable readable:
                if (AcceptanceRules.Objection(readable.Material, context) is { } objection)
                {
                    readable.Material.Dispose();
                    return new Intake.Refused(objection, folders);
                }

                remarks.AddRange(readable.Remarks);
                remarks.AddRange(AcceptanceRules.Remarks(readable.Material, context));
                return new Intake.Accepted(readable.Material, remarks.ToImmutable(), folders);
            default:
                throw new InvalidOperationException(reading.ToString());
        }
    }

    /// <summary>Its first line, as of openssl's file: pass phrases.</summary>
    string? Passphrase(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var content = _reader.ReadSecret(path);
        var end = content.AsSpan().IndexOfAny((byte)'\n', (byte)'\r');
        var passphrase = Encoding.UTF8.GetString(content, 0, end < 0 ? content.Length : end);
        CryptographicOperations.ZeroMemory(content);
        return passphrase;
    }

    /// <summary>A file that is missing today is seen when it comes, as long as its folder exists.</summary>
    ImmutableArray<string> FoldersOf(MaterialPaths paths, ImmutableArray<string>.Builder seen) =>
    [
        .. seen.Concat(new[] { paths.Certificate, paths.Key, paths.Chain }.OfType<string>()
            .Where(path => !path.Contains('\0'))
            .Select(path => root.Map(Path.GetDirectoryName(path)!))
            .Where(Directory.Exists)).Distinct(),
    ];
}
