using System.Collections.Immutable;
using System.Text;
using InfluxCertd.Core.Configuration;
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

    /// <summary>Leaf, chain and key in one, for both options of influxdb.conf and for [[opentsdb]].</summary>
    public const string BundleFile = "tls.pem";

    /// <summary>The certificates by which clients verify this generation.</summary>
    public const string AnchorsFile = "anchors.pem";

    /// <summary>The source's name; missing for a pair that was there before us.</summary>
    public const string SourceFile = "source";

    /// <summary>The files of a generation that InfluxDB reads.</summary>
    public static ImmutableArray<(InstalledRole Role, string File)> GenerationRoles { get; } =
    [
        (InstalledRole.Certificate, CertificateFile), (InstalledRole.Key, KeyFile), (InstalledRole.Bundle, BundleFile),
    ];

    /// <summary>What clients trust, now and next.</summary>
    public string TrustBundle { get; } = Path.Combine(paths.Certificates, "trust.pem");

    /// <summary>A generation's files with the owner and mode that they are to have from the first moment.</summary>
    public IReadOnlyList<GenerationFile> GenerationFiles(DesiredState desired, InfluxDbUnit unit, GenerationContent content)
    {
        var certificate = InstalledOwnership.Certificate(desired, unit);
        var key = AccessOf(InstalledOwnership.Key(desired, unit));
        var open = AccessOf(certificate with { Mode = Access.PublicFile });
        return
        [
            new(CertificateFile, content.ChainPem, AccessOf(certificate)),
            new(KeyFile, content.KeyPem, key),
            new(BundleFile, [.. content.ChainPem, .. content.KeyPem], key),
            new(AnchorsFile, Encoding.ASCII.GetBytes(string.Concat(content.TrustAnchors)), open),
            .. content.Source is { } source ? (GenerationFile[])[new(SourceFile, Encoding.ASCII.GetBytes(source.Name() + "\n"), open)] : [],
        ];
    }

    public Access TrustBundleAccess(DesiredState desired, InfluxDbUnit unit) =>
        AccessOf(InstalledOwnership.Certificate(desired, unit) with { Mode = Access.PublicFile });

    public ImmutableArray<InstalledName> Names(DesiredState desired) => desired.Certificate.BundleFile is { } bundle
        ? [new(InstalledRole.BundleName, paths.Root.Map(bundle), BundleFile)]
        :
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
