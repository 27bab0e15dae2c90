using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb.Toml;
using YamlDotNet.Core;

namespace InfluxCertd.Core.Clients.Yaml;

/// <summary>A value to be set below a mapping: the keys that lead to it, and its text as YAML of any style.</summary>
internal sealed record YamlSetting(ImmutableArray<string> Path, string Literal);

/// <summary>Changes of a YAML file, each a splice where a person would make it.</summary>
internal static class YamlEdit
{
    /// <summary>Another text in a scalar's place, in its own quotes.</summary>
    public static Splice Replace(YamlScalar scalar, string text) => new((int)scalar.Start.Index, (int)(scalar.End - scalar.Start.Index), scalar.Style switch
    {
        ScalarStyle.SingleQuoted => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        ScalarStyle.Plain => text,
        _ => Literal.Of(text),
    });

    /// <summary>All settings below one mapping; those of one new inner mapping are written together.</summary>
    /// <param name="neighbour">The key after which new lines go.</param>
    public static IEnumerable<Splice> Set(string text, YamlMapping mapping, IEnumerable<YamlSetting> settings, string neighbour)
    {
        foreach (var group in settings.GroupBy(setting => setting.Path[0]))
        {
            var inner = group.Where(setting => setting.Path.Length > 1).Select(setting => setting with { Path = setting.Path[1..] }).ToList();
            foreach (var splice in (mapping[group.Key], inner) switch
            {
                (YamlMapping existing, { Count: > 0 }) => Set(text, existing, inner, existing.Items.IsEmpty ? "" : existing.Items[^1].Key.Value),
                (YamlScalar { IsEmpty: true }, { Count: > 0 }) => [new Splice(Colon(text, mapping, group.Key) + 1, 0, " " + Flow(inner))],
                (YamlScalar { Style: ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } scalar, { Count: 0 }) =>
                    [new Splice((int)scalar.Start.Index, (int)(scalar.End - scalar.Start.Index), scalar.IsEmpty ? " " + group.First().Literal : group.First().Literal)],
                (YamlNode other, _) => throw Fault(other, $"{group.Key} has a form that can't be changed for sure: change it by hand"),
                _ => [Insert(text, mapping, neighbour, group.Key, inner, group.First().Literal)],
            })
            {
                yield return splice;
            }
        }
    }

    static Splice Insert(string text, YamlMapping mapping, string neighbour, string key, List<YamlSetting> inner, string literal)
    {
        if (mapping.IsFlow)
        {
            var flow = $"{key}: {(inner.Count > 0 ? Flow(inner) : literal)}";
            return mapping.Items.IsEmpty
                ? new((int)mapping.Start.Index + 1, 0, flow)
                : new(LastCharacter(text, mapping) + 1, 0, $", {flow}");
        }

        var after = mapping.Items.FirstOrDefault(item => item.Key.Value == neighbour);
        var end = (int)Math.Max(after.Key.End, after.Value.End);
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var indentation = new string(' ', (int)mapping.Items[0].Key.Start.Column - 1);
        var lines = inner.Count == 0
            ? $"{indentation}{key}: {literal}"
            : string.Join(FileText.NewLine(text), inner.Select(setting => $"{indentation}  {setting.Path[0]}: {setting.Literal}").Prepend($"{indentation}{key}:"));
        return Splice.LineAfter(text, end - 1, lines);
    }

    static string Flow(IEnumerable<YamlSetting> settings) =>
        $"{{{string.Join(", ", settings.Select(setting => $"{setting.Path[0]}: {setting.Literal}"))}}}";

    static int Colon(string text, YamlMapping mapping, string key) =>
        text.IndexOf(':', (int)mapping.Items.First(item => item.Key.Value == key).Key.End);

    // The parser's end of a flow mapping is its closing brace.
    static int LastCharacter(string text, YamlMapping mapping)
    {
        var last = text.LastIndexOf('}', (int)mapping.End) - 1;
        while (char.IsWhiteSpace(text[last]))
        {
            last--;
        }

        return last;
    }

    static ConfigFaultException Fault(YamlNode node, string message) => new((int)node.Start.Line, (int)node.Start.Column, message);
}
