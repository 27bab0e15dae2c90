using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>Everything that a file says besides the three settings of HTTPS, for a comparison before and after an edit.</summary>
internal static class OtherSettings
{
    public static IEnumerable<string> Of(ConfigDocument document)
    {
        var ours = SettingName.Https.Select(document.Http.Setting).OfType<KeyValueSyntax>().ToHashSet();
        var root = document.Syntax.KeyValues.SelectMany(item => Lines(document.Text, "", item, ours));
        var tables = document.Syntax.Tables.Index().SelectMany(entry =>
        {
            var header = $"{entry.Index} {string.Join('.', KeyName.Parts(entry.Item.Name))} ";
            return entry.Item.Items.SelectMany(item => Lines(document.Text, header, item, ours));
        });
        return root.Concat(tables);
    }

    static IEnumerable<string> Lines(string text, string place, KeyValueSyntax item, HashSet<KeyValueSyntax> ours)
    {
        var path = $"{place}{string.Join('.', KeyName.Parts(item.Key))} ";
        var value = item.Value!.Span;
        return item.Value switch
        {
            _ when ours.Contains(item) => [],
            InlineTableSyntax inline => inline.Items.SelectMany(inner => Lines(text, path, inner.KeyValue!, ours)),
            _ => [$"{path}= {text[value.Start.Offset..(value.End.Offset + 1)]}"],
        };
    }
}
