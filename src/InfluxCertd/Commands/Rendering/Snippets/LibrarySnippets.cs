using System.Collections.Immutable;

namespace InfluxCertd.Commands.Rendering.Snippets;

/// <summary>Libraries that are programmed with.</summary>
static class LibrarySnippets
{
    public static ImmutableArray<ClientSnippet> All { get; } =
    [
        new("python", "Python, the package influxdb", v => $"""
            from influxdb import InfluxDBClient

            client = InfluxDBClient(host="{v.Host}", port={v.Port}, ssl=True, verify_ssl="{v.TrustFile}")
            client.ping()
            """),
        new("go", "Go, github.com/influxdata/influxdb1-client/v2", v => $$"""
            pem, err := os.ReadFile("{{v.TrustFile}}")
            if err != nil {
                log.Fatal(err)
            }
            trust := x509.NewCertPool()
            trust.AppendCertsFromPEM(pem)
            c, err := client.NewHTTPClient(client.HTTPConfig{
                Addr:      "{{v.Url}}",
                TLSConfig: &tls.Config{RootCAs: trust},
            })
            """),
        new("java", "Java, org.influxdb:influxdb-java with com.squareup.okhttp3:okhttp-tls", v => $$"""
            HandshakeCertificates.Builder trust = new HandshakeCertificates.Builder();
            try (InputStream pem = Files.newInputStream(Path.of("{{v.TrustFile}}"))) {
                for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                    trust.addTrustedCertificate((X509Certificate) certificate);
                }
            }
            HandshakeCertificates trusted = trust.build();
            OkHttpClient.Builder http = new OkHttpClient.Builder()
                .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager());
            InfluxDB influxDB = InfluxDBFactory.connect("{{v.Url}}", "USER", "PASSWORD", http);
            """),
        new("node", "Node.js, the package influx", v => $$"""
            const fs = require('fs');
            const Influx = require('influx');

            const influx = new Influx.InfluxDB({
              host: '{{v.Host}}',
              port: {{v.Port}},
              protocol: 'https',
              options: { ca: fs.readFileSync('{{v.TrustFile}}') },
            });
            """),
        new("csharp", "C#, .NET 8 and later, HttpClient", v => $$"""
            var trust = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            trust.CustomTrustStore.ImportFromPemFile("{{v.TrustFile}}");
            var http = new HttpClient(new SocketsHttpHandler { SslOptions = new() { CertificateChainPolicy = trust } })
            {
                BaseAddress = new Uri("{{v.Url}}"),
            };
            (await http.GetAsync("/ping")).EnsureSuccessStatusCode();
            """),
    ];
}
