using InfluxCertd.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;

namespace InfluxCertd.Hosting;

/// <summary>The configuration in force. A broken new file is refused and the old one stays.</summary>
sealed class CurrentConfiguration(HostRoot root, string path, LoadResult initial, EventLog log)
{
    LoadResult _loaded = initial;

    public DesiredState Desired(Trigger trigger)
    {
        // Someone may have set another zone since the last look.
        TimeZoneInfo.ClearCachedData();
        return new(_loaded.Settings!, EffectiveSettings.Digest(_loaded.Effective), TimeZoneInfo.Local, trigger);
    }

    /// <summary>Reads the files again; every problem goes to the journal.</summary>
    public void Reload()
    {
        var loaded = SettingsLoader.Load(root.Map, path);
        if (loaded.Settings is not null)
        {
            _loaded = loaded;
            log.Write(EventKind.ConfigurationLoaded, loaded.Files.IsEmpty
                ? "No configuration file: every setting has its default"
                : $"Read {string.Join(", ", loaded.Files)}");
            return;
        }

        foreach (var error in loaded.Problems)
        {
            log.Write(EventKind.ConfigurationRefused, $"{error}; the configuration read before stays in force", new EventFields { File = path });
        }
    }
}
