using System.Collections.Immutable;

namespace InfluxCertd.Commands.Rendering.Snippets;

/// <summary>Programs that are configured.</summary>
static class ProgramSnippets
{
    public static ImmutableArray<ClientSnippet> All { get; } =
    [
        new("telegraf", "Telegraf 1.7 and later, telegraf.conf or telegraf.d/*.conf (ssl_ca in place of tls_ca before 1.7)", v => $"""
            [[outputs.influxdb]]
              urls = ["{v.Url}"]
              tls_ca = "{v.TrustFile}"
            """),
        new("influx", "the influx command line of InfluxDB 1.x", v => $"""
            SSL_CERT_FILE={v.TrustFile} influx -ssl -host {v.Host} -port {v.Port}
            """),
        new("curl", "curl", v => $"""
            curl --cacert {v.TrustFile} "{v.Url}/ping?verbose=true"
            """),
        new("grafana", "Grafana 7.1 and later, provisioning/datasources/*.yaml", v => $$"""
            apiVersion: 1
            datasources:
              - name: InfluxDB
                type: influxdb
                access: proxy
                url: {{v.Url}}
                database: telegraf
                jsonData:
                  tlsAuthWithCACert: true
                secureJsonData:
                  tlsCACert: "$__file{{{v.TrustFile}}}"
            """),
        new("prometheus", "Prometheus, prometheus.yml", v => $"""
            remote_write:
              - url: {v.Url}/api/v1/prom/write?db=prometheus
                tls_config:
                  ca_file: {v.TrustFile}
            remote_read:
              - url: {v.Url}/api/v1/prom/read?db=prometheus
                tls_config:
                  ca_file: {v.TrustFile}
            """),
        new("kapacitor", "Kapacitor, kapacitor.conf", v => $"""
            [[influxdb]]
              enabled = true
              name = "localhost"
              urls = ["{v.Url}"]
              ssl-ca = "{v.TrustFile}"
            """),
        new("chronograf", "Chronograf, /etc/default/chronograf (the system's own certificates stay trusted)", v => $"""
            INFLUXDB_URL={v.Url}
            SSL_CERT_FILE={v.TrustFile}
            """),
        new("collectd", "collectd's write_http, to a gateway that is reached at this name; InfluxDB's own collectd listener is UDP and not concerned", v => $"""
            LoadPlugin write_http
            <Plugin write_http>
              <Node "influxdb">
                URL "{v.Url}/write?db=collectd"
                VerifyPeer true
                VerifyHost true
                CACert "{v.TrustFile}"
              </Node>
            </Plugin>
            """),
    ];
}
