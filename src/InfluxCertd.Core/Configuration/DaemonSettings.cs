namespace InfluxCertd.Core.Configuration;

/// <summary>How the daemon itself behaves.</summary>
public sealed record DaemonSettings
{
    /// <summary>The longest time between two looks, from a minute to an hour.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromHours(1);

    public LogVerbosity Level { get; init; } = LogVerbosity.Info;
}
