namespace InfluxCertd.Core.Planning;

public enum InstalledRole
{
    /// <summary>A file of the current generation.</summary>
    Certificate,

    /// <inheritdoc cref="Certificate"/>
    Key,

    /// <inheritdoc cref="Certificate"/>
    Bundle,

    /// <summary>The folder of the current generation, through which InfluxDB has to pass.</summary>
    Folder,

    /// <summary>The name that influxdb.conf uses: a link through <c>current</c>, or a plain file in the guide's layout.</summary>
    CertificateName,

    /// <inheritdoc cref="CertificateName"/>
    KeyName,

    /// <inheritdoc cref="CertificateName"/>
    BundleName,

    /// <summary>A name of ours that influxdb.conf uses and the configuration no longer wants.</summary>
    ObsoleteName,

    /// <summary>What clients should trust, now and next.</summary>
    TrustBundle,
}

public enum InstalledStatus
{
    AsDesired,
    Missing,

    /// <summary>Something else stands there: another file, a link elsewhere, other content.</summary>
    Replaced,
}

/// <summary>One installed file beside the owner, group and mode that it should have.</summary>
/// <param name="Wanted">Null where ownership does not matter (a symbolic link) or can't be set (not run as root).</param>
public sealed record InstalledFile(
    InstalledRole Role, string Path, InstalledStatus Status, FileOwnership? Actual, FileOwnership? Wanted);

/// <summary>Owner and group by name (or number where there is no name), and permission bits.</summary>
public sealed record FileOwnership(string Owner, string Group, UnixFileMode Mode);
