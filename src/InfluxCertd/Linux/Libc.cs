using System.Runtime.InteropServices;

namespace InfluxCertd.Linux;

/// <summary>The system calls that .NET has no words for.</summary>
static partial class Libc
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int NoControllingTerminal = 0x100;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;
    public const int WouldBlock = 11;
    public const int NoEntry = 2;
    public const int WriteAccess = 2;
    public const int ReadOnlyFileSystem = 30;
    public const int NotSupported = 95;

    /// <summary>MADV_PAGEOUT: take these pages back now (Linux 5.4).</summary>
    public const int PageOut = 21;

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode = 0);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int FChown(SafeHandle file, uint uid, uint gid);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int FLock(SafeHandle file, int operation);

    /// <summary>access(2), which asks the mount as well as the mode.</summary>
    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MayAccess(string path, int mode);

    /// <summary>setenv(3), which .NET's own copy of the environment does not follow.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint GetEUid();

    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint GetEGid();

    /// <summary>statx(2): unlike stat(2) its structure is the same on every architecture.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> result);

    [LibraryImport("libc", EntryPoint = "llistxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LListXAttr(string path, Span<byte> list, nuint size);

    [LibraryImport("libc", EntryPoint = "lgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LGetXAttr(string path, string name, Span<byte> value, nuint size);

    [LibraryImport("libc", EntryPoint = "fsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FSetXAttr(SafeHandle file, string name, ReadOnlySpan<byte> value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "fremovexattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FRemoveXAttr(SafeHandle file, string name);

    /// <summary>malloc_trim(3): returns what C code, OpenSSL above all, has freed to the system.</summary>
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    public static partial int MAllocTrim(nuint pad);

    /// <summary>madvise(2); an advice that the kernel does not know costs nothing.</summary>
    [LibraryImport("libc", EntryPoint = "madvise")]
    public static partial int MAdvise(nuint address, nuint length, int advice);

    /// <summary>The last failure as an exception: what was tried, on which path, and the system's own reason.</summary>
    public static IOException Failure(string operation, string path) =>
        new($"{path} can't be {operation}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
}
