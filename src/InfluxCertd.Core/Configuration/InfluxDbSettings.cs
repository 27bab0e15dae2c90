namespace InfluxCertd.Core.Configuration;

/// <summary>The InfluxDB that is looked after, and how it is reached.</summary>
public sealed record InfluxDbSettings
{
    public string ConfigFile { get; init; } = "/etc/influxdb/influxdb.conf";

    /// <summary>The systemd unit, with its <c>.service</c> suffix.</summary>
    public string Unit { get; init; } = "influxdb.service";

    /// <summary>How long InfluxDB may take to answer after a restart; big databases open slowly.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where to connect, as <c>host:port</c>; null is worked out from <c>bind-address</c>.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the <c>influx</c> CLI, where it is installed, takes part in the verification.</summary>
    public bool VerifyWithCli { get; init; } = true;

    /// <summary>Whether the listeners of [[opentsdb]] speak TLS too.</summary>
    public bool OpenTsdbTls { get; init; }
}
