using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace InfluxCertd.Linux;

/// <summary>The file beside a target that <see cref="DurableFile"/> completes and renames over it; gone again unless it was renamed.</summary>
sealed class TemporaryFile : IDisposable
{
    /// <summary>By this ending a file that a crash left behind is known for ours.</summary>
    public const string Ending = ".influxcertd-tmp";

    readonly string _target;
    readonly string _path;
    readonly SafeFileHandle _file;
    bool _renamed;

    public TemporaryFile(string target, ReadOnlySpan<byte> content)
    {
        _target = target;
        _path = target + Ending;
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
        Sync();
        if (Libc.Rename(_path, _target) != 0)
        {
            throw Libc.Failure("replaced", _target);
        }

        _renamed = true;
        DurableFile.SyncFolder(Path.GetDirectoryName(_target)!);
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_renamed)
        {
            DeleteQuietly(_path);
        }
    }

    /// <summary>On the way out of a failure, which is what is told; a sweep finds what is left.</summary>
    public static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    void Sync()
    {
        if (Libc.FSync((int)_file.DangerousGetHandle()) != 0)
        {
            throw Libc.Failure("synced", _path);
        }
    }
}
