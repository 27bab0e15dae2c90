using System.Text;

namespace InfluxCertd.Linux;

/// <summary>A file's extended attributes: SELinux's label, ACLs, and what people put there.</summary>
static class ExtendedAttributes
{
    const int Enough = 64 * 1024;

    /// <summary>Empty where the file system has none.</summary>
    public static IEnumerable<(string Name, byte[] Value)> Of(string path)
    {
        var buffer = new byte[Enough];
        var length = Libc.LListXAttr(path, buffer, Enough);
        if (length <= 0)
        {
            return [];
        }

        return Encoding.UTF8.GetString(buffer, 0, (int)length)
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (name, Value(path, name)))
            .ToList();
    }

    static byte[] Value(string path, string name)
    {
        var buffer = new byte[Enough];
        var length = Libc.LGetXAttr(path, name, buffer, Enough);
        return length < 0 ? throw Libc.Failure($"read the attribute {name} of", path) : buffer[..(int)length];
    }
}
