using System.ComponentModel;
using System.Runtime.InteropServices;

namespace InfluxCertd.Configuration;

/// <summary>What a file or folder is, who owns it and the permission bits of its mode. Links are followed.</summary>
internal sealed partial record ConfigFileStatus(ConfigFileKind Kind, uint Owner, uint Group, UnixFileMode Mode)
{
    const int CurrentFolder = -100;         // AT_FDCWD
    const uint TypeModeOwnerGroup = 0x1b;   // STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID
    const int NoSuchFile = 2;               // ENOENT
    const int NotAFolder = 20;              // ENOTDIR

    /// <summary>The status, or null when there is no such file.</summary>
    /// <exception cref="IOException">It cannot be looked at; the message is the system's.</exception>
    public static ConfigFileStatus? Of(string path)
    {
        if (Statx(CurrentFolder, path, 0, TypeModeOwnerGroup, out var status) == 0)
        {
            return new(KindOf(status.Mode), status.Uid, status.Gid, (UnixFileMode)(status.Mode & 0xFFF));
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NoSuchFile or NotAFolder ? null : throw new IOException(new Win32Exception(error).Message);
    }

    /// <summary>The user that the program runs as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint CurrentUser();

    static ConfigFileKind KindOf(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => ConfigFileKind.File,
        0x4000 => ConfigFileKind.Folder,
        _ => ConfigFileKind.Other,
    };

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Status status);

    // struct statx, the same on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct Status
    {
        [FieldOffset(20)] public uint Uid;
        [FieldOffset(24)] public uint Gid;
        [FieldOffset(28)] public ushort Mode;
    }
}
