using System.Runtime;

namespace InfluxCertd.Hosting;

/// <summary>Gives memory back before an hour of sleep: a look needs megabytes for a fraction of a second, and no collection would come to free them.</summary>
static class IdleMemory
{
    public static void Release()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = Linux.Libc.MAllocTrim(0);
    }
}
