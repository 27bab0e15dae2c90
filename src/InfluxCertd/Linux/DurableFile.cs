namespace InfluxCertd.Linux;

/// <summary>
/// Writes that are all there or not at all after a power cut: a file beside the target, complete and synced, is renamed
/// over it, and then the folder is synced.
/// </summary>
/// <remarks>The system calls of <see cref="Write"/>: openat(O_EXCL), write, fchown, fchmod, fsync, close, rename, open(folder), fsync, close.</remarks>
static class DurableFile
{
    /// <summary>Creates or replaces a file. At no instant, under no name, is it readable by more than its final mode says.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content, Access access)
    {
        using var temporary = new TemporaryFile(path, content);
        temporary.SetOwnership(access);
        temporary.Rename();
    }

    /// <summary>Replaces the content of an existing file that keeps its owner, group, mode and extended attributes (SELinux label, ACL).</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => CopyWithAttributes(path, content, path);

    /// <summary>Writes content to a path with the owner, group, mode and extended attributes of another file.</summary>
    public static void CopyWithAttributes(string attributesOf, ReadOnlySpan<byte> content, string path)
    {
        var facts = FileFacts.Of(attributesOf) ?? throw new FileNotFoundException($"{attributesOf} does not exist", attributesOf);
        using var temporary = new TemporaryFile(path, content);
        temporary.CopyExtendedAttributes(attributesOf);
        temporary.SetOwnership(new Access(facts.Mode, facts.Uid, facts.Gid));
        temporary.Rename();
    }

    /// <summary>Creates or replaces a symbolic link.</summary>
    public static void SymlinkDurably(string target, string link)
    {
        var temporary = link + TemporaryFile.Ending;
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, target);
        try
        {
            Rename(temporary, link);
        }
        catch (IOException)
        {
            TemporaryFile.DeleteQuietly(temporary);
            throw;
        }
    }

    /// <summary>rename(2), which replaces a file or link at the new name at once; both in one folder, which is synced.</summary>
    public static void Rename(string from, string to)
    {
        if (Libc.Rename(from, to) != 0)
        {
            throw Libc.Failure("replaced", to);
        }

        SyncFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>Removes the file beside a path that a crash in the middle of a write left behind.</summary>
    public static void DeleteTemporary(string path) => Delete(path + TemporaryFile.Ending);

    /// <summary>The same for every file directly in a folder.</summary>
    public static void DeleteTemporaries(string folder)
    {
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*" + TemporaryFile.Ending))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Removes a file or a link; nothing there is fine.</summary>
    public static void Delete(string path)
    {
        if (FileFacts.Of(path) is not null)
        {
            File.Delete(path);
            SyncFolder(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Creates a folder with exactly this mode, whatever the umask; one that exists is left as it is.</summary>
    public static void CreateFolder(string path, UnixFileMode mode)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path, mode);
        File.SetUnixFileMode(path, mode);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    public static void SyncFolder(string path)
    {
        // Without O_DIRECTORY, whose value differs between architectures: what is opened is a folder anyway.
        var descriptor = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec);
        if (descriptor < 0)
        {
            throw Libc.Failure("opened", path);
        }

        var synced = Libc.FSync(descriptor) == 0;
        var failure = synced ? null : Libc.Failure("synced", path);
        _ = Libc.Close(descriptor);
        if (failure is not null)
        {
            throw failure;
        }
    }
}
