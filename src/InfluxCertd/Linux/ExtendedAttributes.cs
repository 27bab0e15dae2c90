using System.Text;

namespace InfluxCertd.Linux;

/// <summary>A file's extended attributes: SELinux's label, ACLs, and what people put there.</summary>
static class ExtendedAttributes
{
    const int Enough = 64 * 1024;

    /// <summary>Of the content, not of the file, and the kernel's to write (ima(5), evmctl(1)).</summary>
    static readonly string[] OfTheContent = ["security.ima", "security.evm"];

    public static bool IsAccessList(string name) => name.StartsWith("system.posix_acl_", StringComparison.Ordinal);

    public static IEnumerable<(string Name, byte[] Value)> Of(string path) => NamesOf(path).Select(name => (name, Value(path, name)));

    /// <summary>Empty where the file system has none.</summary>
    public static IReadOnlyList<string> NamesOf(string path)
    {
        var buffer = new byte[Enough];
        var length = Libc.LListXAttr(path, buffer, Enough);
        if (length <= 0)
        {
            return [];
        }

        return Encoding.UTF8.GetString(buffer, 0, (int)length)
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Except(OfTheContent)
            .ToList();
    }

    static byte[] Value(string path, string name)
    {
        var buffer = new byte[Enough];
        var length = Libc.LGetXAttr(path, name, buffer, Enough);
        return length < 0 ? throw Libc.Failure($"asked for its attribute {name}", path) : buffer[..(int)length];
    }
}
