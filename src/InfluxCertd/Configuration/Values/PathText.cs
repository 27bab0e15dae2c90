using System.Text;

namespace InfluxCertd.Configuration.Values;

/// <summary>Paths of files on the host.</summary>
internal static class PathText
{
    // PATH_MAX and NAME_MAX of Linux, less the final NUL of the first.
    const int LongestPath = 4095;
    const int LongestName = 255;

    /// <summary>Why the text does not name one file plainly, as a clause; null when it does.</summary>
    public static string? Objection(string path)
    {
        if (!path.StartsWith('/'))
        {
            return "a path starts with \"/\"";
        }

        if (path.Any(char.IsControl))
        {
            return "a path has no control characters";
        }

        var names = path[1..].Split('/');
        if (names[^1] is "")
        {
            return "it names a folder; add the file's name";
        }

        // One spelling a file: two settings that mean the same file then look the same.
        if (names.Any(name => name is "" or "." or ".."))
        {
            return "write the path without \"//\", \"/./\" and \"/../\"";
        }

        return Encoding.UTF8.GetByteCount(path) > LongestPath || names.Any(name => Encoding.UTF8.GetByteCount(name) > LongestName)
            ? "it is longer than Linux takes"
            : null;
    }
}
