using System.Runtime.InteropServices;
using InfluxCertd.Linux;
using Microsoft.Win32.SafeHandles;

namespace InfluxCertd.Tests.Linux;

/// <summary>What a written file looks like to others: its owner, mode and attributes, and what is left when it can't be written.</summary>
public sealed class DurableFileTests : IDisposable
{
    const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>acl(5) as the kernel keeps it: version 2, then tag, permissions and id of each entry; here with the user 65534 who may read.</summary>
    static readonly byte[] AccessList =
    [
        2, 0, 0, 0,
        1, 0, 6, 0, 255, 255, 255, 255,
        2, 0, 4, 0, 254, 255, 0, 0,
        4, 0, 4, 0, 255, 255, 255, 255,
        16, 0, 4, 0, 255, 255, 255, 255,
        32, 0, 0, 0, 255, 255, 255, 255,
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    string FilePath => Path.Combine(_folder, "file");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(OwnerAndGroup)]
    [InlineData(OwnerAndGroup | UnixFileMode.OtherRead)]
    public void A_file_has_exactly_its_mode_whatever_the_umask(UnixFileMode mode)
    {
        DurableFile.Write(FilePath, "one"u8, new Access(mode));
        DurableFile.Write(FilePath, "two"u8, new Access(mode));
        Assert.Equal(mode, FileFacts.Of(FilePath)!.Mode);
        Assert.Equal("two", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_replaced_file_keeps_its_mode_and_attributes()
    {
        File.WriteAllText(FilePath, "one");
        File.SetUnixFileMode(FilePath, OwnerAndGroup);
        Set(FilePath, "user.note", "kept"u8);
        Set(FilePath, "system.posix_acl_access", AccessList);
        var before = ExtendedAttributes.Of(FilePath).Select(Show).ToList();
        DurableFile.Replace(FilePath, "two"u8);
        Assert.Equal(before, ExtendedAttributes.Of(FilePath).Select(Show));
        Assert.Equal(OwnerAndGroup, FileFacts.Of(FilePath)!.Mode);
        Assert.Equal("two", File.ReadAllText(FilePath));
    }

    [Fact]
    public void A_replaced_file_takes_no_access_list_from_its_folder()
    {
        File.WriteAllText(FilePath, "one");
        Set(_folder, "system.posix_acl_default", AccessList);
        DurableFile.Replace(FilePath, "two"u8);
        Assert.DoesNotContain(ExtendedAttributes.NamesOf(FilePath), ExtendedAttributes.IsAccessList);
    }

    [Fact]
    public void What_can_not_be_written_leaves_nothing_behind()
    {
        Directory.CreateDirectory(FilePath);
        Assert.Throws<IOException>(() => DurableFile.Write(FilePath, "one"u8, Access.Private));
        Assert.Equal([FilePath], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_link_replaces_a_link_to_a_folder()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        DurableFile.SymlinkDurably("a", FilePath);
        DurableFile.SymlinkDurably("b", FilePath);
        Assert.Equal("b", FileFacts.ReadLink(FilePath));
    }

    static string Show((string Name, byte[] Value) attribute) => $"{attribute.Name}={Convert.ToHexString(attribute.Value)}";

    static void Set(string path, string name, ReadOnlySpan<byte> value)
    {
        using var file = new SafeFileHandle(Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec), ownsHandle: true);
        if (Libc.FSetXAttr(file, name, value, (nuint)value.Length, 0) != 0)
        {
            Assert.Skip($"{path} can't be given {name}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }
}
