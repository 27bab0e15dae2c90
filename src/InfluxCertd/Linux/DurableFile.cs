using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace InfluxCertd.Linux;

/// <summary>
/// Writes that are all there or not at all after a power cut: a file beside the target, complete and synced, is renamed
/// over it, and then the folder is synced.
/// </summary>
/// <remarks>The system calls of <see cref="Write"/>: openat(O_EXCL), write, fchown, fchmod, fsync, close, rename, open(folder), fsync, close.</remarks>
static class DurableFile
{
    /// <summary>By this ending a file that a crash left behind is known for ours.</summary>
    const string TemporaryEnding = ".influxcertd-tmp";

    /// <summary>Creates or replaces a file. At no instant, under no name, is it readable by more than its final mode says.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content, Access access)
    {
        using var temporary = new Temporary(path, content);
        temporary.SetOwnership(access);
        temporary.Rename();
    }

    /// <summary>Replaces the content of an existing file that keeps its owner, group, mode and extended attributes (SELinux label, ACL).</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => CopyWithAttributes(path, content, path);

    /// <summary>Writes content to a path with the owner, group, mode and extended attributes of another file.</summary>
    public static void CopyWithAttributes(string attributesOf, ReadOnlySpan<byte> content, string path)
    {
        var facts = FileFacts.Of(attributesOf) ?? throw new FileNotFoundException($"{attributesOf} does not exist", attributesOf);
        using var temporary = new Temporary(path, content);
        temporary.CopyExtendedAttributes(attributesOf);
        temporary.SetOwnership(new Access(facts.Mode, facts.Uid, facts.Gid));
        temporary.Rename();
    }

    /// <summary>Creates or replaces a symbolic link.</summary>
    public static void SymlinkDurably(string target, string link)
    {
        var temporary = link + TemporaryEnding;
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, target);
        try
        {
            Rename(temporary, link);
        }
        catch (IOException)
        {
            DeleteQuietly(temporary);
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
    public static void DeleteTemporary(string path) => Delete(path + TemporaryEnding);

    /// <summary>The same for every file directly in a folder.</summary>
    public static void DeleteTemporaries(string folder)
    {
        if (Directory.Exists(folder))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*" + TemporaryEnding))
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

    /// <summary>On the way out of a failure, which is what is told; a sweep finds what is left.</summary>
    static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    static void Sync(SafeFileHandle file, string path)
    {
        if (Libc.FSync((int)file.DangerousGetHandle()) != 0)
        {
            throw Libc.Failure("synced", path);
        }
    }

    /// <summary>The file beside the target, gone again unless it was renamed.</summary>
    sealed class Temporary : IDisposable
    {
        readonly string _target;
        readonly string _path;
        readonly SafeFileHandle _file;
        bool _renamed;

        public Temporary(string target, ReadOnlySpan<byte> content)
        {
            _target = target;
            _path = target + TemporaryEnding;
            try
            {
                File.Delete(_path);
                _file = new FileStream(_path, new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = Access.PrivateFile,
                    BufferSize = 0,
                }).SafeFileHandle;
            }
            catch (IOException failure) when (failure.HResult == Libc.ReadOnlyFileSystem)
            {
                throw new IOException(
                    $"{target} can't be written: read-only file system; if so for the service only, name {Path.GetDirectoryName(target)} in its ReadWritePaths= (systemctl edit influxcertd)", failure);
            }

            try
            {
                RandomAccess.Write(_file, content, 0);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>The mode comes last: until then the file is 0600, so that the old owner's group never reads what becomes the new owner's.</summary>
        public void SetOwnership(Access access)
        {
            if (access is { Uid: { } uid, Gid: { } gid } && Libc.FChown(_file, uid, gid) != 0)
            {
                throw Libc.Failure($"given to {uid}:{gid}", _path);
            }

            File.SetUnixFileMode(_file, access.Mode);
        }

        public void CopyExtendedAttributes(string from)
        {
            var wanted = ExtendedAttributes.Of(from).ToList();

            // An ACL that the folder gave to the new file (acl(5), default ACL) is none of the old one's.
            foreach (var inherited in ExtendedAttributes.NamesOf(_path).Where(ExtendedAttributes.IsAccessList).Except(wanted.Select(attribute => attribute.Name)))
            {
                if (Libc.FRemoveXAttr(_file, inherited) != 0 && Marshal.GetLastPInvokeError() != Libc.NotSupported)
                {
                    throw Libc.Failure($"freed of the attribute {inherited}", _path);
                }
            }

            foreach (var (name, value) in wanted)
            {
                if (Libc.FSetXAttr(_file, name, value, (nuint)value.Length, 0) != 0 && Marshal.GetLastPInvokeError() != Libc.NotSupported)
                {
                    throw Libc.Failure($"given the attribute {name}", _path);
                }
            }
        }

        public void Rename()
        {
            Sync(_file, _path);
            if (Libc.Rename(_path, _target) != 0)
            {
                throw Libc.Failure("replaced", _target);
            }

            _renamed = true;
            SyncFolder(Path.GetDirectoryName(_target)!);
        }

        public void Dispose()
        {
            _file.Dispose();
            if (!_renamed)
            {
                DeleteQuietly(_path);
            }
        }
    }
}
