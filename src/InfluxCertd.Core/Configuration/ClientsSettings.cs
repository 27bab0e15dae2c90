using InfluxCertd.Core.Clients;

namespace InfluxCertd.Core.Configuration;

/// <summary>The programs that connect to InfluxDB from this host, and what is done for them.</summary>
public sealed record ClientsSettings
{
    public ClientVerification Verify { get; init; } = ClientVerification.TrustBundle;

    public FirstApply FirstApply { get; init; } = FirstApply.Auto;

    public bool Telegraf { get; init; } = true;
    public bool Kapacitor { get; init; } = true;
    public bool Chronograf { get; init; } = true;
    public bool Grafana { get; init; } = true;
    public bool Prometheus { get; init; } = true;
}

/// <summary>Who turns HTTPS on for the first time, which is when clients elsewhere lose their connection.</summary>
public enum FirstApply
{
    /// <summary>The daemon, as soon as it runs.</summary>
    Auto,

    /// <summary>A person, by <c>influxcertd apply</c>; until then the daemon only says what it would do.</summary>
    Confirm,
}
