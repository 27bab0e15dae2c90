using System.Collections.Immutable;
using InfluxCertd.Logging;
using Quartz;

namespace InfluxCertd.Hosting;

/// <summary>
/// Watches the folders in which others put certificates, those of the links on the way included, so that a new one is seen within
/// seconds. A hint only: inotify(7) sees no folder that is replaced as a whole, and .NET's watcher can end without a word
/// (dotnet/runtime#133420). So each look watches anew, and the hourly one stays the truth.
/// </summary>
sealed class SourceWatcher(ISchedulerFactory schedulers, EventLog log, TimeProvider time) : IDisposable
{
    /// <summary>Certificate, key and chain are written one after the other.</summary>
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>A folder with other things going on in it costs a look this often, no more.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    const NotifyFilters Changes = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite
        | NotifyFilters.CreationTime | NotifyFilters.Attributes | NotifyFilters.Security;

    readonly Lock _lock = new();
    ImmutableArray<FileSystemWatcher> _watchers = [];
    ImmutableArray<string> _folders = [];
    DateTimeOffset _watchedSince;
    bool _isAlarmSet;

    /// <summary>From now on a change in one of the folders leads to a look.</summary>
    /// <param name="folders">On this disk; none ends the watch.</param>
    public void Watch(ImmutableArray<string> folders)
    {
        // The new ones before the old ones end, so that nothing is missed in between.
        var (old, unseen) = (_watchers, folders.Except(_folders).Any());
        var started = folders.Select(Start).OfType<FileSystemWatcher>().ToImmutableArray();
        lock (_lock)
        {
            (_watchers, _folders, _watchedSince, _isAlarmSet) = (started, folders, time.GetUtcNow(), false);
        }

        Stop(old);
        if (unseen)
        {
            // What changed after it was read and before it was watched.
            Changed(Settling);
        }
    }

    public void Dispose() => Stop(_watchers);

    FileSystemWatcher? Start(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { NotifyFilter = Changes };
            watcher.Changed += (_, _) => Changed();
            watcher.Created += (_, _) => Changed();
            watcher.Deleted += (_, _) => Changed();
            watcher.Renamed += (_, _) => Changed();
            watcher.Error += (_, _) => Changed();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Gone again, or the system's limit of watches is reached: the hourly look is left.
            return null;
        }
    }

    void Changed()
    {
        var quietUntil = _watchedSince + Pause - time.GetUtcNow();
        Changed(quietUntil > Settling ? quietUntil : Settling);
    }

    void Changed(TimeSpan wait)
    {
        lock (_lock)
        {
            if (_isAlarmSet)
            {
                return;
            }

            _isAlarmSet = true;
        }

        _ = SetAlarmAsync(time.GetUtcNow() + wait);
    }

    async Task SetAlarmAsync(DateTimeOffset at)
    {
        try
        {
            await ReconcileSchedule.LookAgainAsync(await schedulers.GetScheduler(), ReconcileSchedule.SourceChanged, at, CancellationToken.None);
        }
        catch (SchedulerException failure)
        {
            log.Write(EventKind.LookFailed, $"The look at a changed source could not be scheduled: {failure.Message}");
        }
    }

    static void Stop(ImmutableArray<FileSystemWatcher> watchers)
    {
        foreach (var watcher in watchers)
        {
            watcher.Dispose();
        }
    }
}
