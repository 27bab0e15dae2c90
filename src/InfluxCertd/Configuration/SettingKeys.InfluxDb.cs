using InfluxCertd.Configuration.Values;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

internal static partial class SettingKeys
{
    static SettingKey[] InfluxDbKeys =>
    [
        InfluxDb("config_file", HostValueKinds.Path,
            i => i.ConfigFile, (i, path) => i with { ConfigFile = path },
            "InfluxDB's own configuration, in which HTTPS is turned on."),
        InfluxDb("unit", HostValueKinds.Unit,
            i => i.Unit, (i, unit) => i with { Unit = unit },
            "The systemd service that runs InfluxDB."),
        InfluxDb("start_timeout", ValueKinds.Duration("1s", "1d"),
            i => i.StartTimeout, (i, timeout) => i with { StartTimeout = timeout },
            "How long InfluxDB may take to answer after a restart; big databases open slowly."),
        InfluxDb("address", HostValueKinds.Address.OrAuto(),
            i => i.Address, (i, address) => i with { Address = address },
            "Where to connect to InfluxDB; \"auto\" works it out from bind-address."),
        InfluxDb("verify_with_cli", ValueKinds.Boolean,
            i => i.VerifyWithCli, (i, verify) => i with { VerifyWithCli = verify },
            "Whether the influx CLI, where it is installed, must be able to connect too."),
        InfluxDb("opentsdb_tls", ValueKinds.Boolean,
            i => i.OpenTsdbTls, (i, enabled) => i with { OpenTsdbTls = enabled },
            "Whether the listeners of [[opentsdb]] use the certificate too."),
    ];

    static SettingKey<T> InfluxDb<T>(
        string name, ValueKind<T> kind,
        Func<InfluxDbSettings, T> read, Func<InfluxDbSettings, T, InfluxDbSettings> write, string summary) =>
        new("influxdb", name, kind, s => read(s.InfluxDb),
            (s, value) => s with { InfluxDb = write(s.InfluxDb, value) }, summary);
}
