using System.Globalization;
using System.Runtime;
using InfluxCertd.Linux;

namespace InfluxCertd.Hosting;

/// <summary>Gives memory back before an hour of sleep: a look needs megabytes for a fraction of a second, and no collection would come to free them.</summary>
static class IdleMemory
{
    public static void Release()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = Libc.MAllocTrim(0);
        ReleaseCode();
    }

    /// <summary>Code that ran once an hour ago need not stay resident either. The kernel drops only what it can read again from its file.</summary>
    static void ReleaseCode()
    {
        try
        {
            foreach (var mapping in File.ReadLines("/proc/self/maps").Where(line => line.Contains(" /", StringComparison.Ordinal)))
            {
                var range = mapping[..mapping.IndexOf(' ', StringComparison.Ordinal)].Split('-');
                var (start, end) = (Address(range[0]), Address(range[1]));
                _ = Libc.MAdvise(start, end - start, Libc.PageOut);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without /proc the pages stay, which costs memory and nothing else.
        }
    }

    static nuint Address(string hexadecimal) => nuint.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
