using System.Collections.Immutable;
using System.Text.RegularExpressions;
using InfluxCertd.Core.Clients.Yaml;

namespace InfluxCertd.Core.Clients;

/// <summary>Grafana's provisioned data sources, provisioning/datasources/*.yaml (Grafana 7.1 and later read $__file{}).</summary>
public sealed partial class GrafanaEditor : YamlEditor
{
    [GeneratedRegex(@"\A\$__file\{(?<path>[^}]*)\}\s*\z")]
    private static partial Regex FileReference { get; }

    private protected override IEnumerable<YamlEntry> Entries(YamlDocument document) =>
        from source in (document.Root as YamlMapping)?.Mappings("datasources") ?? []
        where source.Text("type") == "influxdb"
        let url = source["url"] as YamlScalar
        where url is not null
        select new YamlEntry($"data source {source.Text("name") ?? "without a name"}", source, [new(url.Value, url)], Trust(source)) { Neighbour = "url" };

    static TrustSettings Trust(YamlMapping source)
    {
        var json = source["jsonData"] as YamlMapping;
        var certificate = json?.Flag("tlsAuthWithCACert") is true ? (source["secureJsonData"] as YamlMapping)?.Text("tlsCACert") : null;
        return new(
            certificate is null ? null
            : FileReference.Match(certificate) is { Success: true } file ? file.Groups["path"].Value
            : "the certificate in tlsCACert",
            json?.Flag("tlsSkipVerify") ?? false)
        {
            Obstacle = source.Text("access") == "direct"
                ? "access: direct makes each browser connect by itself: have the browsers trust the certificate, or write access: proxy"
                : null,
        };
    }

    private protected override ImmutableArray<YamlSetting> Trusting(TrustChange change, ClientTarget target) => change switch
    {
        TrustChange.TrustBundle =>
        [
            new(["jsonData", "tlsAuthWithCACert"], "true"),
            new(["secureJsonData", "tlsCACert"], $"\"$__file{{{target.TrustBundle}}}\""),
        ],
        TrustChange.SkipVerification => [new(["jsonData", "tlsSkipVerify"], "true")],
        _ => [],
    };
}
