namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>Tells a program by its user agent.</summary>
public static class ClientProgramName
{
    // The beginnings that the programs' own sources set, and the libraries' defaults.
    static readonly (string Agent, string Name)[] Known =
    [
        ("Telegraf", "telegraf"),
        ("KapacitorInfluxDBClient", "kapacitor"),
        ("Kapacitor", "kapacitor"),
        ("Chronograf", "chronograf"),
        ("Grafana", "grafana"),
        ("Prometheus", "prometheus"),
        ("InfluxDBShell", "influx"),
        ("InfluxDBClient", "go"),
        ("influxdb-java", "java"),
        ("okhttp", "java"),
        ("influxdb-python", "python"),
        ("python-requests", "python"),
        ("node-influx", "node"),
        ("collectd", "collectd"),
        ("curl", "curl"),
        ("Go-http-client", "go"),
    ];

    /// <summary>The name that <c>influxcertd clients NAME</c> takes, null for an unknown program.</summary>
    public static string? Of(string userAgent) => Known
        .FirstOrDefault(known => userAgent.StartsWith(known.Agent, StringComparison.OrdinalIgnoreCase)).Name;
}
