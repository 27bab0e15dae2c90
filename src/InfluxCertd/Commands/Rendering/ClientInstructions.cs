namespace InfluxCertd.Commands.Rendering;

/// <summary>Ready-to-paste settings for the clients that the HTTPS Setup guide and its readers use.</summary>
static class ClientInstructions
{
    /// <param name="certificate">The installed certificate, which is its own trust anchor; to be copied to clients elsewhere.</param>
    public static string Render(string host, int port, string certificate) => $"""
        InfluxDB on {host} speaks HTTPS on port {port}. Clients trust it with the certificate
        {certificate} (readable by everyone; copy it to clients on other hosts).
        After each renewal a client that trusts the certificate itself needs the new file.

        influx
            SSL_CERT_FILE={certificate} influx -ssl -host {host} -port {port}

        curl
            curl --cacert {certificate} https://{host}:{port}/ping

        Telegraf (telegraf.conf)
            [[outputs.influxdb]]
              urls = ["https://{host}:{port}"]
              tls_ca = "{certificate}"

        Kapacitor (kapacitor.conf)
            [[influxdb]]
              urls = ["https://{host}:{port}"]
              ssl-ca = "{certificate}"

        Chronograf (/etc/default/chronograf)
            INFLUXDB_URL=https://{host}:{port}

        Grafana (provisioning/datasources/*.yaml)
            url: https://{host}:{port}
            jsonData:
              tlsAuthWithCACert: true
            secureJsonData:
              tlsCACert: the contents of {certificate}

        Prometheus (prometheus.yml)
            remote_write:
              - url: https://{host}:{port}/api/v1/prom/write?db=prometheus
                tls_config:
                  ca_file: {certificate}

        Python (influxdb)
            InfluxDBClient(host="{host}", port={port}, ssl=True, verify_ssl="{certificate}")


        """;
}
