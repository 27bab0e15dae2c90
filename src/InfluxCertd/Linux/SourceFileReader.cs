using Microsoft.Win32.SafeHandles;

namespace InfluxCertd.Linux;

/// <summary>A file that is not to be read; the message is a sentence with its path.</summary>
sealed class UnsafeFileException(string path, string clause) : IOException($"{path}: {clause}");

/// <summary>A file that was safe to read.</summary>
/// <param name="Folders">Every folder, on this disk, in which a change could mean another file; to be watched.</param>
sealed record SourceFileContent(byte[] Content, FileFacts Facts, IReadOnlyList<string> Folders)
{
    public bool IsReadByEveryone => Facts.Mode.HasFlag(UnixFileMode.OtherRead);
}

/// <summary>
/// Reads files that others put on this host, which a root process must not be led astray by: it neither hangs on a pipe nor
/// fills its memory, and reads nobody's file because somebody else linked to it.
/// </summary>
sealed class SourceFileReader(HostRoot root)
{
    const int LargestInBytes = 1 << 20;
    const uint Root = 0;
    const UnixFileMode SharedWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <exception cref="UnsafeFileException">It is missing, no regular file, too large, or not to be trusted.</exception>
    /// <exception cref="IOException">The system refuses.</exception>
    public SourceFileContent Read(string path)
    {
        if (path.Contains('\0'))
        {
            throw new UnsafeFileException(path, "a path has no NUL character");
        }

        var walk = PathWalk.To(root, path);
        var facts = walk.Facts ?? throw new UnsafeFileException(path, "there is no such file");
        RefuseUntrusted(path, walk, facts);
        return new SourceFileContent(Content(path, walk.Path, facts), facts, walk.Folders);
    }

    /// <summary>
    /// A file with a secret of its own, such as a pass phrase or what a child's environment is to be: it belongs to root, or to
    /// the user that this process runs as, and nobody else may read it.
    /// </summary>
    /// <param name="secret">A path, or the name of a credential.</param>
    /// <exception cref="UnsafeFileException">As of <see cref="Read"/>, or it is another's, or others may read it.</exception>
    public byte[] ReadSecret(string secret)
    {
        var path = Credentials.IsName(secret) ? Credentials.Find(root, secret) : secret;
        var file = Read(path);
        if (!IsOurs(file.Facts.Uid))
        {
            throw new UnsafeFileException(path, $"the file holds a secret and belongs to user {file.Facts.Uid}; run \"chown root\" on it");
        }

        var readers = UnixFileMode.OtherRead | (file.Facts.Gid == Root ? UnixFileMode.None : UnixFileMode.GroupRead);
        return (file.Facts.Mode & readers) == 0
            ? file.Content
            : throw new UnsafeFileException(path, $"the file holds a secret, and its mode {Octal(file.Facts.Mode)} lets others read it; run \"chmod 0600\" on it");
    }

    static void RefuseUntrusted(string path, PathWalk walk, FileFacts facts)
    {
        if (walk.OpenFolder is { } folder)
        {
            throw new UnsafeFileException(path, $"everyone may put files into {folder}; run \"chmod o-w\" on it");
        }

        // The owner of a link chooses what is read with root's rights: it must not be another's file.
        if (walk.LinkOwners.Any(owner => !IsSameOwner(owner, facts.Uid)))
        {
            throw new UnsafeFileException(path, $"a symbolic link of user {walk.LinkOwners.First(owner => !IsSameOwner(owner, facts.Uid))} leads to {walk.Shown}, which belongs to user {facts.Uid}; name that file itself, or give both to the same user");
        }

        if (!facts.IsRegularFile)
        {
            throw new UnsafeFileException(path, Directory.Exists(walk.Path)
                ? "this is a folder; name the file in it"
                : "this is no regular file but a device, a pipe or a socket");
        }

        var tooWide = facts.Gid == Root ? UnixFileMode.OtherWrite : SharedWrite;
        if ((facts.Mode & tooWide) != 0)
        {
            throw new UnsafeFileException(path, $"its mode {Octal(facts.Mode)} lets others change the file; run \"chmod go-w\" on it");
        }
    }

    /// <summary>
    /// Non-blocking, so that a pipe which took the file's place in this very moment can't hold the daemon up; what was opened
    /// must be what was judged, which also sees a link that was put there since.
    /// </summary>
    static byte[] Content(string path, string onDisk, FileFacts expected)
    {
        var descriptor = Libc.Open(onDisk, Libc.ReadOnly | Libc.CloseOnExec | Libc.NonBlocking | Libc.NoControllingTerminal);
        if (descriptor < 0)
        {
            throw Libc.Failure("read", path);
        }

        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (FileFacts.OfDescriptor(descriptor) is not { IsRegularFile: true } opened
            || (opened.Inode, opened.DeviceNumber) != (expected.Inode, expected.DeviceNumber))
        {
            throw new UnsafeFileException(path, "the file was replaced while it was read; it is read again at the next look");
        }

        if (RandomAccess.GetLength(file) > LargestInBytes)
        {
            throw new UnsafeFileException(path, "the file is larger than 1 MiB, so it is no certificate and no key");
        }

        var content = new byte[RandomAccess.GetLength(file)];
        var read = 0;
        while (read < content.Length && RandomAccess.Read(file, content.AsSpan(read), read) is > 0 and var count)
        {
            read += count;
        }

        return read == content.Length ? content : content[..read];
    }

    static bool IsSameOwner(uint one, uint other) => one == other || (IsOurs(one) && IsOurs(other));

    static bool IsOurs(uint uid) => uid == Root || uid == Libc.GetEUid();

    static string Octal(UnixFileMode mode) => "0" + Convert.ToString((int)mode & 0x1FF, 8).PadLeft(3, '0');
}
