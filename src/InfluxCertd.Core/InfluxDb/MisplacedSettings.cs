using InfluxCertd.Core.InfluxDb.Toml;
using InfluxCertd.Core.Text;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>
/// Finds settings of HTTPS that influxd passes over in silence: in another section, or misspelled in the right one.
/// </summary>
internal static class MisplacedSettings
{
    public static IEnumerable<ConfigRemark> In(ConfigDocument document) =>
        Misspelled(document.Http).Concat(Elsewhere(document.Syntax)).OrderBy(remark => remark.Line);

    static IEnumerable<ConfigRemark> Misspelled(HttpHome http) =>
        from item in http.Items
        let name = http.SettingName(item)
        where name.StartsWith("https", StringComparison.OrdinalIgnoreCase) && !SettingName.Https.Any(known => KeyName.Same(known, name))
        let meant = Suggestion.Nearest(name, SettingName.Https)
        where meant is not null
        select At(item, $"influxd does not know {name} in [http] and ignores it; did you mean {meant}?");

    static IEnumerable<ConfigRemark> Elsewhere(DocumentSyntax document)
    {
        var atTop = document.KeyValues.Select(item => (item, place: "at the top of the file"));
        var inTables = document.Tables
            .Where(table => KeyName.Parts(table.Name) is not [var only] || !KeyName.Same(only, HttpHome.Name))
            .SelectMany(table => table.Items.Select(item => (item, place: $"in {Header(table)}")));
        return from entry in atTop.Concat(inTables)
               let parts = KeyName.Parts(entry.item.Key)
               where parts.Count == 1 && SettingName.Https.Any(name => KeyName.Same(name, parts[0]))
               select At(entry.item, $"{parts[0]} stands {entry.place}, where it does not turn on HTTPS: it belongs in [http]");
    }

    static string Header(TableSyntaxBase table)
    {
        var name = string.Join('.', KeyName.Parts(table.Name));
        return table is TableArraySyntax ? $"[[{name}]]" : $"[{name}]";
    }

    static ConfigRemark At(SyntaxNode node, string message) => new(node.Span.Start.Line + 1, node.Span.Start.Column + 1, message);
}
