using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Reads the installed certificate, its key, and the names that lead to them.</summary>
sealed class CertificateObserver(HostPaths paths, GenerationStore generations, Installer installer, AccountDatabase accounts)
{
    public InstalledCertificate Certificate()
    {
        if (generations.Current is not { } current)
        {
            return InstalledCertificate.None;
        }

        var path = Path.Combine(current.Path, Installer.CertificateFile);
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return new InstalledCertificate(current.Number, LeafFacts.Of(certificate), KeyOf(certificate, Path.Combine(current.Path, Installer.KeyFile)));
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new InstalledCertificate(current.Number, null, KeyMatch.NotChecked,
                File.Exists(path) ? $"{path} is no readable certificate" : $"{path} does not exist");
        }
    }

    public ImmutableArray<InstalledFile> Files(DesiredState desired, InfluxDbUnit unit)
    {
        var files = ImmutableArray.CreateBuilder<InstalledFile>();
        var certificate = InstalledOwnership.Certificate(desired, unit);
        var key = InstalledOwnership.Key(desired, unit);
        if (generations.Current is { } current)
        {
            files.Add(Generated(InstalledRole.Certificate, Path.Combine(current.Path, Installer.CertificateFile), certificate));
            files.Add(Generated(InstalledRole.Key, Path.Combine(current.Path, Installer.KeyFile), key));
        }

        files.Add(Named(InstalledRole.CertificateName, installer.CertificateName(desired), Installer.CertificateFile, desired, certificate));
        files.Add(Named(InstalledRole.KeyName, installer.KeyName(desired), Installer.KeyFile, desired, key));
        return files.ToImmutable();
    }

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

    InstalledFile Generated(InstalledRole role, string path, FileOwnership wanted) =>
        FileFacts.Of(path) is { } facts
            ? new InstalledFile(role, paths.Root.Unmap(path), InstalledStatus.AsDesired, OwnershipOf(facts), Comparable(wanted, facts))
            : new InstalledFile(role, paths.Root.Unmap(path), InstalledStatus.Missing, null, null);

    InstalledFile Named(InstalledRole role, string path, string file, DesiredState desired, FileOwnership wanted)
    {
        var shown = paths.Root.Unmap(path);
        if (FileFacts.Of(path) is not { } facts)
        {
            return new InstalledFile(role, shown, InstalledStatus.Missing, null, null);
        }

        if (!desired.Certificate.GuideLayout)
        {
            var leads = FileFacts.ReadLink(path) == installer.LinkTarget(path, file);
            return new InstalledFile(role, shown, leads ? InstalledStatus.AsDesired : InstalledStatus.Replaced, null, null);
        }

        return IsCopy(path, facts, file)
            ? new InstalledFile(role, shown, InstalledStatus.AsDesired, OwnershipOf(facts), Comparable(wanted, facts))
            : new InstalledFile(role, shown, InstalledStatus.Replaced, null, null);
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
