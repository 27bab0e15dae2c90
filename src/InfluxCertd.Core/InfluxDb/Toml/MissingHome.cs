namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>A file without [http]: the section is added at its end.</summary>
internal sealed class MissingHome() : HttpHome([])
{
    public override Splice Insert(string text, string name, string literal)
    {
        var newLine = FileText.NewLine(text);
        var ended = text.Length == 0 || text[^1] == '\n';
        var lastLine = text[FileText.LineStart(text, ended && text.Length > 0 ? text.Length - 1 : text.Length)..];
        var gap = (ended ? "" : newLine) + (lastLine.Trim().Length == 0 ? "" : newLine);
        return new(text.Length, 0, $"{gap}[{Name}]{newLine}{UsualIndentation}{name} = {literal}{(ended ? newLine : "")}");
    }
}
