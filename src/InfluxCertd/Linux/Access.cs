namespace InfluxCertd.Linux;

/// <summary>Permission bits and owner of a file that is written.</summary>
/// <param name="Uid">Null leaves it to whoever writes.</param>
sealed record Access(UnixFileMode Mode, uint? Uid = null, uint? Gid = null)
{
    /// <summary>0600 of whoever writes.</summary>
    public static Access Private { get; } = new(UnixFileMode.UserRead | UnixFileMode.UserWrite);
}
