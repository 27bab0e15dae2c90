using InfluxCertd.Core.InfluxDb.Toml;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>
/// Has the [[opentsdb]] listeners of an influxdb.conf, the only part beside [http] that speaks TLS, use a certificate. They
/// load certificate and key from one file (influxd 1.x, services/opentsdb).
/// </summary>
public static class OpenTsdbEditor
{
    const string Section = "opentsdb";

    /// <summary>The edit of every enabled listener.</summary>
    /// <param name="certificate">The file that holds both, null to turn TLS off.</param>
    public static ConfigEdit Apply(string text, string? certificate)
    {
        try
        {
            var before = ConfigDocument.Parse(text);
            var splices = Listeners(before).SelectMany(listener => Splices(before.Text, listener, certificate)).ToList();
            if (splices.Count == 0)
            {
                return new ConfigEdit.Unchanged();
            }

            var after = ConfigDocument.Parse((text.Length > before.Text.Length ? text[..1] : "") + Splice.ApplyAll(before.Text, splices));
            return Listeners(after).All(listener => !Splices(after.Text, listener, certificate).Any()) && Others(before).SequenceEqual(Others(after))
                ? new ConfigEdit.Changed(after.FullText)
                : new ConfigEdit.Refused(1, 1, "tls-enabled and certificate could not be written to [[opentsdb]] without a change to something else, so nothing was changed: set them by hand");
        }
        catch (ConfigFaultException fault)
        {
            return new ConfigEdit.Refused(fault.Line, fault.Column, fault.Message);
        }
    }

    static IEnumerable<(TableSyntaxBase Table, int? End)> Listeners(ConfigDocument document)
    {
        var tables = document.Syntax.Tables.ToList();
        return tables.Index()
            .Where(entry => IsListener(entry.Item) && Setting(entry.Item, "enabled")?.Value is BooleanValueSyntax { Value: true })
            .Select(entry => (entry.Item, entry.Index + 1 < tables.Count ? tables[entry.Index + 1].Span.Start.Offset : (int?)null));
    }

    static IEnumerable<Splice> Splices(string text, (TableSyntaxBase Table, int? End) listener, string? certificate)
    {
        var enabled = Setting(listener.Table, "tls-enabled");
        if ((enabled?.Value as BooleanValueSyntax)?.Value is true != certificate is not null)
        {
            yield return Set(text, listener, enabled, "tls-enabled", Literal.Of(certificate is not null));
        }

        var file = Setting(listener.Table, "certificate");
        if (certificate is not null && (file?.Value as StringValueSyntax)?.Value != certificate)
        {
            yield return Set(text, listener, file, "certificate", Literal.Of(certificate));
        }
    }

    static Splice Set(string text, (TableSyntaxBase Table, int? End) listener, KeyValueSyntax? setting, string name, string literal) =>
        setting?.Value is { } value ? Splice.Replace(value, literal) : TableLines.Insert(text, listener.Table, listener.End, null, name, literal);

    static IEnumerable<string> Others(ConfigDocument document) => document.Syntax.Tables.Index().SelectMany(entry => entry.Item.Items
        .Where(item => !IsListener(entry.Item) || !(IsNamed(item, "tls-enabled") || IsNamed(item, "certificate")))
        .Select(item => $"{entry.Index} {entry.Item.Name} {item.Key} {item.Value}"));

    static bool IsListener(TableSyntaxBase table) => table is TableArraySyntax && KeyName.Parts(table.Name) is [var name] && KeyName.Same(name, Section);

    static KeyValueSyntax? Setting(TableSyntaxBase table, string name) => table.Items.FirstOrDefault(item => IsNamed(item, name));

    static bool IsNamed(KeyValueSyntax item, string name) => KeyName.Parts(item.Key) is [var only] && KeyName.Same(only, name);
}
