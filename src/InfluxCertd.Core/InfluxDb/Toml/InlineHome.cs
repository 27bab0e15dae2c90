using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>An inline table at the top level: http = { https-enabled = true }.</summary>
internal sealed class InlineHome(InlineTableSyntax table) : HttpHome([.. table.Items.Select(item => item.KeyValue!)])
{
    public override Splice Insert(string text, string name, string literal)
    {
        if (Items.Count > 0)
        {
            return new(Items[^1].Value!.Span.End.Offset + 1, 0, $", {name} = {literal}");
        }

        var inside = table.OpenBrace!.Span.End.Offset + 1;
        return new(inside, 0, $" {name} = {literal}{(text[inside] == '}' ? " " : "")}");
    }
}
