using System.Collections.Immutable;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>Reads the [http] section of an influxdb.conf as influxd does.</summary>
public static class InfluxDbConfig
{
    internal const string Section = "http";
    internal const string EnabledKey = "https-enabled";
    internal const string CertificateKey = "https-certificate";
    internal const string PrivateKeyKey = "https-private-key";

    static readonly ImmutableArray<string> HttpsKeys = [EnabledKey, CertificateKey, PrivateKeyKey];

    public static InfluxDbConfigReading Read(string text)
    {
        if (TomlOutline.Read(text, out var problem) is not { } outline)
        {
            return problem!;
        }

        return Ambiguity(outline) is { } ambiguity ? ambiguity : Read(outline);
    }

    static InfluxDbConfigReading Read(TomlOutline outline)
    {
        var section = HttpSection.Default;
        foreach (var setting in outline.Settings.Where(setting => setting.Path is [Section, _]))
        {
            var (flag, text) = ((setting.Value as BooleanValueSyntax)?.Value, (setting.Value as StringValueSyntax)?.Value);
            var https = section.Https;
            HttpSection? next = setting.Path[1] switch
            {
                "enabled" => flag is { } enabled ? section with { Enabled = enabled } : null,
                "bind-address" => text is not null ? section with { BindAddress = text } : null,
                EnabledKey => flag is { } enabled ? section with { Https = https with { Enabled = enabled } } : null,
                CertificateKey => text is not null ? section with { Https = https with { Certificate = text } } : null,
                PrivateKeyKey => text is not null ? section with { Https = https with { PrivateKey = text } } : null,
                _ => section,
            };
            if (next is null)
            {
                return new InfluxDbConfigReading.Unreadable(setting.Line, setting.Column,
                    $"{setting.Path[1]} must be {(setting.Path[1].EndsWith("enabled", StringComparison.Ordinal) ? "true or false" : "a string in quotes")}; influxd does not start with anything else");
            }

            section = next;
        }

        return new InfluxDbConfigReading.Readable(section, Remarks(outline));
    }

    /// <summary>What two ways of writing make unclear is refused: influxd refuses most of it too.</summary>
    internal static InfluxDbConfigReading.Unreadable? Ambiguity(TomlOutline outline)
    {
        if (outline.Tables.FirstOrDefault(table => table.IsNamed(Section) && table.IsArray) is { } array)
        {
            return new InfluxDbConfigReading.Unreadable(array.Line, array.Column, "[[http]] should be [http]; influxd does not take a list of them");
        }

        var headers = outline.Tables.Where(table => table.IsNamed(Section)).ToList();
        if (headers.Count > 1)
        {
            return new InfluxDbConfigReading.Unreadable(headers[1].Line, headers[1].Column, $"[http] appears a second time, after line {headers[0].Line}; keep one of them");
        }

        var twice = outline.Settings.Where(setting => setting.Path is [Section, _])
            .GroupBy(setting => setting.Path[1]).Select(group => group.ToList()).FirstOrDefault(group => group.Count > 1);
        return twice is null
            ? null
            : new InfluxDbConfigReading.Unreadable(twice[1].Line, twice[1].Column, $"{twice[1].Path[1]} appears a second time in [http], after line {twice[0].Line}; keep one of them");
    }

    static ImmutableArray<ConfigRemark> Remarks(TomlOutline outline) =>
    [
        .. outline.Settings
            .Where(setting => HttpsKeys.Contains(setting.Path[^1]) && setting.Path is not [Section, _])
            .Select(setting => new ConfigRemark(setting.Line, setting.Column,
                $"{setting.Path[^1]} stands {(setting.Path.Length == 1 ? "outside of every section" : $"in [{string.Join('.', setting.Path[..^1])}]")}, where influxd ignores it; it belongs in [http]")),
    ];
}
