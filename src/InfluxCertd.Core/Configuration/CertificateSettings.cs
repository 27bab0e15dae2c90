using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Configuration;

/// <summary>What certificate is wanted, and where and how its files lie.</summary>
public sealed record CertificateSettings
{
    const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0644, which the guide gives to the certificate and the key alike.</summary>
    public const UnixFileMode GuideMode = OwnerReadsAndWrites | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public CertificateSource Source { get; init; } = CertificateSource.SelfSigned;

    /// <summary>Whether a file names the source, so that it is a person's decision and not the default.</summary>
    public bool SourceIsExplicit { get; init; }

    /// <summary>Of certificates that are issued here. From a file with no lifetime, 30 days for those of the private CA.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The time left at which a renewal is due; null is one third of the lifetime, at most 30 days.</summary>
    public TimeSpan? RenewBefore { get; init; }

    /// <summary>When a renewal may restart InfluxDB, in the host's local time; empty is any time.</summary>
    public ImmutableArray<QuietWindow> RenewWindow { get; init; } = [];

    public KeyAlgorithm Key { get; init; } = KeyAlgorithm.Rsa2048;

    /// <summary>Whether a renewal keeps the private key, for clients that pin the public one.</summary>
    public bool KeyReuse { get; init; }

    /// <summary>How long before it is used the next trust anchor (self-signed certificate or root) stands in the trust bundle.</summary>
    public TimeSpan PublishAhead { get; init; } = TimeSpan.FromDays(7);

    /// <summary>DNS names (lower case, punycode) and IP addresses beside the host's own.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    public string CertificateFile { get; init; } = "/etc/ssl/influxdb-selfsigned.crt";
    public string KeyFile { get; init; } = "/etc/ssl/influxdb-selfsigned.key";

    /// <summary>
    /// The combined file of leaf, chain and key, which both options of influxdb.conf then name; null for two files.
    /// </summary>
    public string? BundleFile { get; init; }

    /// <summary>Where the certificate is taken from; given exactly when the source is files.</summary>
    public string? SourceCertificateFile { get; init; }

    /// <summary>Where its key is taken from; null when it stands in the certificate's file.</summary>
    public string? SourceKeyFile { get; init; }

    /// <summary>Where more of its chain is taken from; null for nowhere.</summary>
    public string? SourceChainFile { get; init; }

    /// <summary>Holds the pass phrase of an encrypted key or archive: a file, or a credential of the service; null for none.</summary>
    public string? KeyPassphraseFile { get; init; }

    public AcmeSettings Acme { get; init; } = new();

    /// <summary>A user's name or number; null is the unit's <c>User=</c>.</summary>
    public string? CertificateOwner { get; init; } = "root";

    /// <summary>A group's name or number; null is the unit's group.</summary>
    public string? CertificateGroup { get; init; } = "root";

    public UnixFileMode CertificateMode { get; init; } = GuideMode;

    /// <summary>A user's name or number; null is the unit's <c>User=</c>.</summary>
    public string? KeyOwner { get; init; }

    /// <summary>A group's name or number; null is the unit's group.</summary>
    public string? KeyGroup { get; init; }

    public UnixFileMode KeyMode { get; init; } = OwnerReadsAndWrites;

    /// <summary>
    /// Plain files instead of links, both root:root 0644, as the guide says to the letter. Owners, groups and
    /// modes above already hold these values when it is true.
    /// </summary>
    public bool GuideLayout { get; init; }

    /// <summary>
    /// How far <c>notBefore</c> lies in the past, for clients whose clock is slow. From a file with a short
    /// lifetime and no <c>backdate</c>, at most a tenth of the lifetime.
    /// </summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many generations stay on disk, the one in use included; 2 or more.</summary>
    public int KeepGenerations { get; init; } = 3;
}
