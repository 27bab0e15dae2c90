using System.Text;
using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>
/// Sets the three HTTPS settings of an influxdb.conf and leaves every other character as it was. The syntax tree says where;
/// the text is spliced, read again, and must say exactly what was wanted.
/// </summary>
public static class HttpsEditor
{
    const string DefaultIndentation = "  ";

    /// <param name="wanted">A key that is null here is left as it is.</param>
    public static ConfigEdit Apply(string text, HttpsSettings wanted)
    {
        if (InfluxDbConfig.Read(text) is InfluxDbConfigReading.Unreadable broken)
        {
            return new ConfigEdit.Refused(broken.Line, broken.Column, broken.Message);
        }

        var edited = text;
        foreach (var (key, literal) in Literals(wanted))
        {
            edited = Set(edited, key, literal);
        }

        if (edited == text)
        {
            return new ConfigEdit.Unchanged();
        }

        return Check(text, edited, wanted) is { } problem ? problem : new ConfigEdit.Changed(edited);
    }

    static IEnumerable<(string Key, string Literal)> Literals(HttpsSettings wanted)
    {
        yield return (InfluxDbConfig.EnabledKey, wanted.Enabled ? "true" : "false");
        if (wanted.Certificate is { } certificate)
        {
            yield return (InfluxDbConfig.CertificateKey, Quote(certificate));
        }

        if (wanted.PrivateKey is { } key)
        {
            yield return (InfluxDbConfig.PrivateKeyKey, Quote(key));
        }
    }

    static string Set(string text, string key, string literal)
    {
        var outline = TomlOutline.Read(text, out _)!;
        if (outline.Settings.FirstOrDefault(setting => setting.IsNamed(InfluxDbConfig.Section, key)) is { } present)
        {
            return SaysAlready(present.Value, literal) ? text : text[..present.ValueStart] + literal + text[present.ValueEnd..];
        }

        if (outline.Tables.FirstOrDefault(table => table.IsNamed(InfluxDbConfig.Section)) is { } table)
        {
            return InsertIntoTable(text, outline, table, $"{key} = {literal}", key);
        }

        if (outline.Settings.FirstOrDefault(setting => setting.IsNamed(InfluxDbConfig.Section)) is { Value: InlineTableSyntax inline } http)
        {
            var separator = inline.Items.ChildrenCount > 0 ? ", " : " ";
            var contentEnd = http.ValueEnd - 1;
            var before = text[..contentEnd].TrimEnd(' ', '\t');
            return before + separator + $"{key} = {literal}" + (text[before.Length..contentEnd] is { Length: > 0 } space ? space : " ") + text[contentEnd..];
        }

        // [http] is spelled out in dotted keys: one more of them, under the last.
        return outline.Settings.LastOrDefault(setting => setting.Path is [InfluxDbConfig.Section, _] && setting.Table is null) is { } dotted
            ? InsertLineAfter(text, dotted.ValueEnd, Indentation(text, dotted.Start) + $"{InfluxDbConfig.Section}.{key} = {literal}")
            : AppendSection(text, $"{key} = {literal}");
    }

    static string InsertIntoTable(string text, TomlOutline outline, TomlTable table, string assignment, string key)
    {
        var next = outline.Tables.FirstOrDefault(other => other.Start > table.Start);
        var end = next?.Start ?? text.Length;

        // Where a person would uncomment it: right under the commented-out default.
        var commented = Regex.Match(
            text[table.HeaderEnd..end], $@"(?<=\n)([ \t]*)#+[ \t]*{Regex.Escape(key)}[ \t]*=[^\r\n]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        if (commented.Success)
        {
            return InsertLineAfter(text, table.HeaderEnd + commented.Index + commented.Length, commented.Groups[1].Value + assignment);
        }

        var last = outline.Settings.LastOrDefault(setting => setting.Table == table);
        return last is null
            ? InsertLineAfter(text, table.HeaderEnd, Indentation(text, table.Start) + DefaultIndentation + assignment)
            : InsertLineAfter(text, last.ValueEnd, Indentation(text, last.Start) + assignment);
    }

    /// <summary>Adds a line below the one that <paramref name="offset"/> is in; below a last line without an end, the new one has none either.</summary>
    static string InsertLineAfter(string text, int offset, string line)
    {
        var end = text.IndexOf('\n', offset);
        return end < 0
            ? text + NewLine(text) + line
            : text[..(end + 1)] + line + (text[end - 1] == '\r' ? "\r\n" : "\n") + text[(end + 1)..];
    }

    static string AppendSection(string text, string assignment)
    {
        var newLine = NewLine(text);
        var header = $"[{InfluxDbConfig.Section}]{newLine}{DefaultIndentation}{assignment}";
        var isEmpty = text.Trim('\uFEFF').Length == 0;
        return isEmpty ? text + header + newLine
            : text.EndsWith('\n') ? text + newLine + header + newLine
            : text + newLine + newLine + header;
    }

    static string NewLine(string text) =>
        text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var first && text[first - 1] == '\r' ? "\r\n" : "\n";

    static string Indentation(string text, int offset)
    {
        var lineStart = text.LastIndexOf('\n', Math.Max(offset - 1, 0)) + 1;
        var line = text[lineStart..offset];
        return line.Trim(' ', '\t').Length == 0 ? line : "";
    }

    static bool SaysAlready(ValueSyntax value, string literal) => value switch
    {
        BooleanValueSyntax flag => (flag.Value ? "true" : "false") == literal,
        StringValueSyntax text => Quote(text.Value ?? "") == literal,
        _ => false,
    };

    /// <summary>A basic string of TOML 1.0.</summary>
    static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                < ' ' or '\u007F' => quoted.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The edited text must read as wanted and differ in nothing else, or it is not used.</summary>
    static ConfigEdit.Refused? Check(string before, string after, HttpsSettings wanted)
    {
        var wrong = InfluxDbConfig.Read(after) is not InfluxDbConfigReading.Readable read
            || read.Http.Https.Enabled != wanted.Enabled
            || (wanted.Certificate is not null && read.Http.Https.Certificate != wanted.Certificate)
            || (wanted.PrivateKey is not null && read.Http.Https.PrivateKey != wanted.PrivateKey)
            || !Others(before).SequenceEqual(Others(after));
        return wrong
            ? new ConfigEdit.Refused(1, 1, "[http] is written in a way that can't be edited safely; set https-enabled, https-certificate and https-private-key there by hand")
            : null;
    }

    /// <summary>Every setting but the three, with its value as written; inline tables by their members.</summary>
    static IEnumerable<string> Others(string text) => TomlOutline.Read(text, out _)!.Settings
        .Where(setting => setting.Value is not InlineTableSyntax
            && !(setting.Path is [InfluxDbConfig.Section, InfluxDbConfig.EnabledKey or InfluxDbConfig.CertificateKey or InfluxDbConfig.PrivateKeyKey]))
        .Select(setting => $"{string.Join('.', setting.Path)}={setting.Value}");
}
