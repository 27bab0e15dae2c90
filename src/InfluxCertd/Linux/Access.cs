namespace InfluxCertd.Linux;

/// <summary>Permission bits and owner of a file that is written.</summary>
/// <param name="Uid">Null leaves it to whoever writes.</param>
sealed record Access(UnixFileMode Mode, uint? Uid = null, uint? Gid = null)
{
    /// <summary>0600.</summary>
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0700.</summary>
    public const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>0644.</summary>
    public const UnixFileMode PublicFile = PrivateFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>0755.</summary>
    public const UnixFileMode PublicFolder = PublicFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>0600 of whoever writes.</summary>
    public static Access Private { get; } = new(PrivateFile);

    /// <summary>0644 of whoever writes.</summary>
    public static Access Public { get; } = new(PublicFile);
}
