using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Reconciliation;

/// <summary>Where a client on this host reaches InfluxDB.</summary>
sealed record Endpoint(string Host, int Port)
{
    /// <summary>The configured address, or else the one that InfluxDB binds to; null when neither names one.</summary>
    public static Endpoint? Of(InfluxDbSettings settings, HttpSection http) =>
        ListenAddress.TryParse(settings.Address ?? http.BindAddress, out var listen)
            ? new Endpoint(listen.ConnectHost, listen.Port)
            : null;

    /// <summary>influxd's own default (influxd 1.6 httpd).</summary>
    public const int DefaultPort = 8086;

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
