using System.Collections.Immutable;
using InfluxCertd.Core.Clients.Yaml;

namespace InfluxCertd.Core.Clients;

/// <summary>prometheus.yml: remote_write and remote_read, and jobs that scrape InfluxDB's /metrics (Prometheus 2, HTTP client's tls_config).</summary>
public sealed class PrometheusEditor : YamlEditor
{
    static readonly string[] RemoteSections = ["remote_write", "remote_read"];

    private protected override IEnumerable<YamlEntry> Entries(YamlDocument document)
    {
        if (document.Root is not YamlMapping root)
        {
            return [];
        }

        var remotes = RemoteSections.SelectMany(section => root.Mappings(section)
            .Where(remote => remote["url"] is YamlScalar)
            .Select(remote => (remote, url: (YamlScalar)remote["url"]!))
            .Select(found => new YamlEntry(section, found.remote, [new(found.url.Value, found.url)], Trust(found.remote)) { Neighbour = "url" }));
        return remotes.Concat(root.Mappings("scrape_configs").Select(Job));
    }

    static YamlEntry Job(YamlMapping job)
    {
        var scheme = job.Text("scheme") ?? "http";
        var targets = job.Mappings("static_configs").SelectMany(group => (group["targets"] as YamlSequence)?.Items.OfType<YamlScalar>() ?? []);
        return new($"scrape job {job.Text("job_name")}", job, [.. targets.Select(target => new YamlUrl($"{scheme}://{target.Value}", target))], Trust(job))
        {
            SchemeKey = "scheme",
            Neighbour = "job_name",
        };
    }

    static TrustSettings Trust(YamlMapping entry)
    {
        var tls = entry["tls_config"] as YamlMapping;
        return new(tls?.Text("ca_file") ?? (tls?.Text("ca") is null ? null : "the certificate in ca"), tls?.Flag("insecure_skip_verify") ?? false);
    }

    private protected override ImmutableArray<YamlSetting> Trusting(TrustChange change, ClientTarget target) => change switch
    {
        TrustChange.TrustBundle => [new(["tls_config", "ca_file"], target.TrustBundle)],
        TrustChange.SkipVerification => [new(["tls_config", "insecure_skip_verify"], "true")],
        _ => [],
    };
}
