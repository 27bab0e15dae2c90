using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>The usual home: a table [http], up to the next table's header or the file's end.</summary>
internal sealed class TableHome(TableSyntaxBase table, int? end) : HttpHome([.. table.Items])
{
    public override Splice Insert(string text, string name, string literal) =>
        TableLines.Insert(text, table, end, neighbour: null, name, literal, UsualIndentation);
}
