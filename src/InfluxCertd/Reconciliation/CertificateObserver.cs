using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Reads the installed certificate, its key, and the names that lead to them.</summary>
sealed class CertificateObserver(HostPaths paths, GenerationStore generations, Layout layout, TrustBundle trust, AccountDatabase accounts)
{
    /// <summary>Of the generation in use.</summary>
    public InstalledCertificate Certificate() =>
        generations.Current is { } current ? Certificate(current) : InstalledCertificate.None;

    /// <summary>Of the generation that is to follow.</summary>
    public InstalledCertificate Next() =>
        generations.Next is { } next ? Certificate(next) : InstalledCertificate.None;

    public static InstalledCertificate Certificate(Generation generation) => Read(generation) with { Source = SourceOf(generation) };

    static CertificateSource? SourceOf(Generation generation)
    {
        var path = Path.Combine(generation.Path, Layout.SourceFile);
        var name = File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        return Enum.GetValues<CertificateSource>().Where(source => source.Name() == name).Select(source => (CertificateSource?)source).FirstOrDefault();
    }

    static InstalledCertificate Read(Generation generation)
    {
        var path = Path.Combine(generation.Path, Layout.CertificateFile);
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return new InstalledCertificate(generation.Number, LeafFacts.Of(certificate), KeyOf(certificate, Path.Combine(generation.Path, Layout.KeyFile)));
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new InstalledCertificate(generation.Number, null, KeyMatch.NotChecked,
                File.Exists(path) ? $"{path} is no readable certificate" : $"{path} does not exist");
        }
    }

    public ImmutableArray<InstalledFile> Files(DesiredState desired, InfluxDbUnit unit, ConfigFile config)
    {
        var files = ImmutableArray.CreateBuilder<InstalledFile>();
        if (generations.Current is { } current)
        {
            files.Add(Folder(current));
            files.AddRange(Layout.GenerationRoles.Select(entry =>
                Generated(entry.Role, Path.Combine(current.Path, entry.File), Layout.OwnershipOf(entry.Role, desired, unit))));
        }

        files.Add(new InstalledFile(InstalledRole.TrustBundle, paths.Root.Unmap(layout.TrustBundle), TrustStatus(desired, unit), null, null));
        var names = layout.Names(desired);
        files.AddRange(names.Select(name => Named(name, desired, Layout.OwnershipOf(name.Role, desired, unit))));
        files.AddRange(Obsolete(names, config).Select(path => new InstalledFile(InstalledRole.ObsoleteName, path, InstalledStatus.AsDesired, null, null)));
        return files.ToImmutable();
    }

    InstalledStatus TrustStatus(DesiredState desired, InfluxDbUnit unit)
    {
        if (FileFacts.Of(layout.TrustBundle) is not { IsRegularFile: true } facts)
        {
            return InstalledStatus.Missing;
        }

        var wanted = layout.TrustBundleAccess(desired, unit);
        var isOpen = facts.Mode == wanted.Mode && (wanted.Uid ?? facts.Uid, wanted.Gid ?? facts.Gid) == (facts.Uid, facts.Gid);
        return isOpen && File.ReadAllBytes(layout.TrustBundle).AsSpan().SequenceEqual(trust.Content(desired)) ? InstalledStatus.AsDesired : InstalledStatus.Replaced;
    }

    /// <summary>Names in influxdb.conf that we made, and that the configuration no longer wants.</summary>
    IEnumerable<string> Obsolete(ImmutableArray<InstalledName> wanted, ConfigFile config) =>
        config is ConfigFile.Readable { InFile.Https: var https }
            ? new[] { https.Certificate, https.PrivateKey }.OfType<string>().Where(path => path.Length > 0).Distinct()
                .Where(path => wanted.All(name => name.Path != paths.Root.Map(path)) && IsMadeByUs(paths.Root.Map(path)))
            : [];

    bool IsMadeByUs(string path) =>
        FileFacts.ReadLink(path) is { } target
            ? Path.GetDirectoryName(Path.GetFullPath(target, Path.GetDirectoryName(path)!)) == generations.CurrentLink
            : FileFacts.Of(path) is { } facts && (IsCopy(path, facts, Layout.CertificateFile) || IsCopy(path, facts, Layout.KeyFile) || IsCopy(path, facts, Layout.BundleFile));

    static KeyMatch KeyOf(X509Certificate2 certificate, string path)
    {
        if (!File.Exists(path))
        {
            return KeyMatch.Missing;
        }

        try
        {
            var pem = File.ReadAllText(path);
            using var pair = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), pem);
            return KeyMatch.Matches;
        }
        catch (UnauthorizedAccessException)
        {
            return KeyMatch.NotChecked;
        }
        catch (ArgumentException)
        {
            return KeyMatch.Differs;
        }
        catch (CryptographicException)
        {
            return KeyMatch.Damaged;
        }
    }

    InstalledFile Folder(Generation generation)
    {
        var actual = OwnershipOf(FileFacts.Of(generation.Path)!);
        return new InstalledFile(InstalledRole.Folder, paths.Root.Unmap(generation.Path), InstalledStatus.AsDesired, actual, actual with { Mode = GenerationStore.PassThrough });
    }

    InstalledFile Generated(InstalledRole role, string path, FileOwnership wanted) =>
        FileFacts.Of(path) is { } facts
            ? new InstalledFile(role, paths.Root.Unmap(path), InstalledStatus.AsDesired, OwnershipOf(facts), Comparable(wanted, facts))
            : new InstalledFile(role, paths.Root.Unmap(path), InstalledStatus.Missing, null, null);

    InstalledFile Named(InstalledName name, DesiredState desired, FileOwnership wanted)
    {
        var shown = paths.Root.Unmap(name.Path);
        if (FileFacts.Of(name.Path) is not { } facts)
        {
            return new InstalledFile(name.Role, shown, InstalledStatus.Missing, null, null);
        }

        if (!desired.Certificate.GuideLayout)
        {
            return new InstalledFile(name.Role, shown, layout.IsLinked(name) ? InstalledStatus.AsDesired : InstalledStatus.Replaced, null, null);
        }

        return IsCopy(name.Path, facts, name.File)
            ? new InstalledFile(name.Role, shown, InstalledStatus.AsDesired, OwnershipOf(facts), Comparable(wanted, facts))
            : new InstalledFile(name.Role, shown, InstalledStatus.Replaced, null, null);
    }

    bool IsCopy(string path, FileFacts facts, string file) =>
        facts.IsRegularFile && generations.Current is { } current
        && File.Exists(Path.Combine(current.Path, file))
        && File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(current.Path, file)));

    FileOwnership OwnershipOf(FileFacts facts) => new(accounts.UserName(facts.Uid), accounts.GroupName(facts.Gid), facts.Mode);

    /// <summary>Where this process can't give files away, whoever owns them is as good as wanted.</summary>
    FileOwnership Comparable(FileOwnership wanted, FileFacts facts) =>
        accounts.MayChangeOwner
            ? wanted
            : wanted with { Owner = accounts.UserName(facts.Uid), Group = accounts.GroupName(facts.Gid) };
}
