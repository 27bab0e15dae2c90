using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace InfluxCertd.Linux;

/// <summary>What the file system says of a path itself, without following a symbolic link.</summary>
sealed record FileFacts(uint Uid, uint Gid, UnixFileMode Mode, bool IsRegularFile, ulong Inode, ulong DeviceNumber)
{
    const int CurrentFolder = -100;
    const int NoFollow = 0x100;
    const int EmptyPath = 0x1000;
    const int SizeOfStatX = 256;
    const uint BasicStats = 0x7FF;
    const int TypeMask = 0xF000;
    const int RegularFile = 0x8000;

    /// <summary>Null when there is nothing at the path.</summary>
    /// <exception cref="IOException">The path can't be looked at.</exception>
    public static FileFacts? Of(string path)
    {
        Span<byte> result = stackalloc byte[SizeOfStatX];
        if (Libc.StatX(CurrentFolder, path, NoFollow, BasicStats, result) != 0)
        {
            return Marshal.GetLastPInvokeError() == Libc.NoEntry ? null : throw Libc.Failure("looked at", path);
        }

        return Read(result);
    }

    /// <summary>Of an open file; null when the descriptor is none.</summary>
    public static FileFacts? OfDescriptor(int descriptor)
    {
        Span<byte> result = stackalloc byte[SizeOfStatX];
        return Libc.StatX(descriptor, "", EmptyPath, BasicStats, result) == 0 ? Read(result) : null;
    }

    /// <summary>struct statx, linux/stat.h: uid at 20, gid at 24, mode at 28, inode at 32, device at 136 and 140.</summary>
    static FileFacts Read(ReadOnlySpan<byte> result)
    {
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(result[28..]);
        var (major, minor) = (BinaryPrimitives.ReadUInt32LittleEndian(result[136..]), BinaryPrimitives.ReadUInt32LittleEndian(result[140..]));
        return new FileFacts(
            BinaryPrimitives.ReadUInt32LittleEndian(result[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(result[24..]),
            (UnixFileMode)(mode & 0xFFF),
            (mode & TypeMask) == RegularFile,
            BinaryPrimitives.ReadUInt64LittleEndian(result[32..]),
            MakeDevice(major, minor));
    }

    /// <summary>makedev(3) of glibc: the number that stat(2) would give.</summary>
    static ulong MakeDevice(ulong major, ulong minor) =>
        ((major & 0xFFFFF000) << 32) | ((major & 0xFFF) << 8) | ((minor & 0xFFFFFF00) << 12) | (minor & 0xFF);

    /// <summary>Where a symbolic link leads, as written in it; null when the path is none.</summary>
    public static string? ReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
