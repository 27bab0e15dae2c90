using InfluxCertd.Core.Clients.Toml;

namespace InfluxCertd.Core.Clients;

/// <summary>kapacitor.conf: its [[influxdb]] entries (Kapacitor 1.x, services/influxdb/config.go).</summary>
public sealed class KapacitorEditor : IClientEditor
{
    static readonly TomlDialect Dialect = new([new("influxdb", ["urls"])], "ssl-ca", ["ssl-ca"], "insecure-skip-verify", EnableKey: null);

    public ClientReading Read(string text, ClientTarget target) => TomlEditor.Read(text, target, Dialect, mask: unmasked => unmasked);
}
