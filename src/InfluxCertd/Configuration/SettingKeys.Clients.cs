using InfluxCertd.Configuration.Values;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

internal static partial class SettingKeys
{
    static SettingKey[] ClientsKeys =>
    [
        Clients("verify", ValueKinds.Choice(("ca", ClientVerification.TrustBundle), ("insecure", ClientVerification.None)),
            c => c.Verify, (c, verify) => c with { Verify = verify },
            "Whether clients on this host check InfluxDB's certificate, or take any."),
        Clients("first_apply", ValueKinds.Choice(("auto", FirstApply.Auto), ("confirm", FirstApply.Confirm)),
            c => c.FirstApply, (c, first) => c with { FirstApply = first },
            "Whether the daemon turns HTTPS on by itself, or waits for influxcertd apply."),
        Clients("telegraf", ValueKinds.Boolean,
            c => c.Telegraf, (c, enabled) => c with { Telegraf = enabled },
            "Whether Telegraf's configuration is edited."),
        Clients("kapacitor", ValueKinds.Boolean,
            c => c.Kapacitor, (c, enabled) => c with { Kapacitor = enabled },
            "Whether Kapacitor's configuration is edited."),
        Clients("chronograf", ValueKinds.Boolean,
            c => c.Chronograf, (c, enabled) => c with { Chronograf = enabled },
            "Whether Chronograf's environment file is edited."),
        Clients("grafana", ValueKinds.Boolean,
            c => c.Grafana, (c, enabled) => c with { Grafana = enabled },
            "Whether Grafana's provisioned data sources are edited."),
        Clients("prometheus", ValueKinds.Boolean,
            c => c.Prometheus, (c, enabled) => c with { Prometheus = enabled },
            "Whether Prometheus's configuration is edited."),
    ];

    static SettingKey<T> Clients<T>(
        string name, ValueKind<T> kind,
        Func<ClientsSettings, T> read, Func<ClientsSettings, T, ClientsSettings> write, string summary) =>
        new("clients", name, kind, s => read(s.Clients),
            (s, value) => s with { Clients = write(s.Clients, value) }, summary);
}
