using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>A name that influxdb.conf uses, and the file of a generation that it stands for.</summary>
/// <param name="Path">On this disk.</param>
sealed record InstalledName(InstalledRole Role, string Path, string File);

/// <summary>Knows which file goes where: what a generation holds, and what stands under the names that influxdb.conf uses.</summary>
sealed class Layout(HostPaths paths, GenerationStore generations, AccountDatabase accounts)
{
    public const string CertificateFile = "tls.crt";
    public const string KeyFile = "tls.key";

    /// <summary>A generation's files with the owner and mode that they are to have from the first moment.</summary>
    public IReadOnlyList<GenerationFile> GenerationFiles(DesiredState desired, InfluxDbUnit unit, byte[] chainPem, byte[] keyPem) =>
    [
        new(CertificateFile, chainPem, AccessOf(InstalledOwnership.Certificate(desired, unit))),
        new(KeyFile, keyPem, AccessOf(InstalledOwnership.Key(desired, unit))),
    ];

    public ImmutableArray<InstalledName> Names(DesiredState desired) =>
    [
        new(InstalledRole.CertificateName, paths.Root.Map(desired.Certificate.CertificateFile), CertificateFile),
        new(InstalledRole.KeyName, paths.Root.Map(desired.Certificate.KeyFile), KeyFile),
    ];

    /// <summary>Where the link under an installed name leads: relative, so that it also holds under another root.</summary>
    public string LinkTarget(InstalledName name) =>
        Path.GetRelativePath(Path.GetDirectoryName(name.Path)!, Path.Combine(generations.CurrentLink, name.File));

    public bool IsLinked(InstalledName name) => FileFacts.ReadLink(name.Path) == LinkTarget(name);

    public static FileOwnership OwnershipOf(InstalledRole role, DesiredState desired, InfluxDbUnit unit) =>
        role is InstalledRole.Certificate or InstalledRole.CertificateName
            ? InstalledOwnership.Certificate(desired, unit)
            : InstalledOwnership.Key(desired, unit);

    /// <summary>Without ids when this process may not give files away: under another root, as an ordinary user.</summary>
    public Access AccessOf(FileOwnership ownership) =>
        accounts.MayChangeOwner
            ? new Access(ownership.Mode, accounts.UserId(ownership.Owner), accounts.GroupId(ownership.Group))
            : new Access(ownership.Mode);
}
