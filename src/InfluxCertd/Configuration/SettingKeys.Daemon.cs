using System.Collections.Immutable;
using InfluxCertd.Configuration.Values;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

internal static partial class SettingKeys
{
    static SettingKey[] AlertKeys =>
    [
        new SettingKey<ImmutableArray<int>>(
            "alerts", "expiry_days",
            ValueKinds.List($"an array of whole numbers from 1 to {MostDays}", ValueKinds.Integer(1, MostDays)),
            s => s.Alerts.ExpiryDays,
            (s, days) => s with { Alerts = s.Alerts with { ExpiryDays = days.Sort((a, b) => b.CompareTo(a)) } },
            "The numbers of days left at which the journal is told; empty is never."),
    ];

    static SettingKey[] DaemonKeys =>
    [
        new SettingKey<TimeSpan>(
            "daemon", "check_interval", ValueKinds.Duration("1m", "1h"),
            s => s.Daemon.CheckInterval,
            (s, interval) => s with { Daemon = s.Daemon with { CheckInterval = interval } },
            "The longest time between two looks at the certificate, the files and the server."),
        new SettingKey<LogVerbosity>(
            "daemon", "log_level", ValueKinds.Choice(
                ("debug", LogVerbosity.Debug), ("info", LogVerbosity.Info), ("notice", LogVerbosity.Notice),
                ("warning", LogVerbosity.Warning), ("error", LogVerbosity.Error)),
            s => s.Daemon.Level,
            (s, level) => s with { Daemon = s.Daemon with { Level = level } },
            "The least important entry that is still logged."),
    ];
}
