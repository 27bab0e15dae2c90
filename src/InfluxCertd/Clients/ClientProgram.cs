using System.Collections.Immutable;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Clients;

/// <summary>A client program that may be on this host, as its packages install it.</summary>
/// <param name="Name">As in [clients].</param>
/// <param name="Files">Its configuration; the last part of a path may be a pattern.</param>
/// <param name="Check">Its own check of the configuration, to be asked before it is activated; empty where it has none.</param>
sealed record ClientProgram(
    string Name, string Unit, ImmutableArray<string> Files, IClientEditor Editor, ImmutableArray<string> Check, Func<ClientsSettings, bool> IsEnabled)
{
    /// <summary>The sections by which it sends points by itself, as <see cref="ClientConnection.Place"/> has them; none for a program that only asks.</summary>
    public ImmutableArray<string> WritesIn { get; init; } = [];

    /// <summary>Every program there is; another one is a line here, an editor, a key in [clients] and a snippet.</summary>
    public static ImmutableArray<ClientProgram> All { get; } =
    [
        new("telegraf", "telegraf.service", ["/etc/telegraf/telegraf.conf", "/etc/telegraf/telegraf.d/*.conf"], new TelegrafEditor(),
            ["telegraf", "config", "check", "--config", "/etc/telegraf/telegraf.conf", "--config-directory", "/etc/telegraf/telegraf.d"],
            clients => clients.Telegraf) { WritesIn = ["[[outputs.influxdb]]", "[[outputs.influxdb_v2]]"] },
        new("kapacitor", "kapacitor.service", ["/etc/kapacitor/kapacitor.conf"], new KapacitorEditor(),
            ["kapacitord", "config", "-config", "/etc/kapacitor/kapacitor.conf"],
            clients => clients.Kapacitor),
        new("chronograf", "chronograf.service", ["/etc/default/chronograf"], new ChronografEditor(), [], clients => clients.Chronograf),
        new("grafana", "grafana-server.service",
            ["/etc/grafana/provisioning/datasources/*.yaml", "/etc/grafana/provisioning/datasources/*.yml"], new GrafanaEditor(), [],
            clients => clients.Grafana),
        new("prometheus", "prometheus.service", ["/etc/prometheus/prometheus.yml"], new PrometheusEditor(),
            ["promtool", "check", "config", "/etc/prometheus/prometheus.yml"],
            clients => clients.Prometheus) { WritesIn = ["remote_write"] },
    ];

    public static ClientProgram Find(string name) => All.First(program => program.Name == name);
}
