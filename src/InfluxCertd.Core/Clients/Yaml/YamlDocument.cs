using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb.Toml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InfluxCertd.Core.Clients.Yaml;

/// <summary>A YAML file: its text, and the tree that tells where in it everything stands. Built from the parser's events, which need no reflection.</summary>
internal sealed class YamlDocument
{
    YamlDocument(string text)
    {
        Text = text;
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _))
            {
                Root = Node(parser, "");
                parser.Consume<DocumentEnd>();
                HasMore = !parser.TryConsume<StreamEnd>(out _);
            }
        }
        catch (YamlException failure)
        {
            throw new ConfigFaultException((int)failure.Start.Line, (int)failure.Start.Column, $"not valid YAML: {failure.Message}; correct this line");
        }
    }

    public string Text { get; }

    /// <summary>Null for a file without content.</summary>
    public YamlNode? Root { get; }

    /// <summary>Whether one part of the file stands for several, so that an edit of one place changes others.</summary>
    public bool HasAnchors { get; private set; }

    /// <summary>Whether further documents follow, which the programs pass over or refuse.</summary>
    public bool HasMore { get; }

    /// <exception cref="ConfigFaultException">The text is not valid YAML.</exception>
    public static YamlDocument Parse(string text) => new(text);

    /// <summary>Every text in it; an empty value is none.</summary>
    public IEnumerable<YamlScalar> Scalars => Root is null ? [] : ScalarsOf(Root).Where(scalar => !scalar.IsEmpty);

    static IEnumerable<YamlScalar> ScalarsOf(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence sequence => sequence.Items.SelectMany(ScalarsOf),
        YamlMapping mapping => mapping.Items.SelectMany(item => ScalarsOf(item.Value)),
        _ => throw new InvalidOperationException(node.ToString()),
    };

    YamlNode Node(Parser parser, string path)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            HasAnchors = true;
            return new YamlScalar(path, alias.Start, alias.End, $"*{alias.Value}", ScalarStyle.Any);
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            HasAnchors |= !scalar.Anchor.IsEmpty;
            return new YamlScalar(path, scalar.Start, scalar.End, scalar.Value, scalar.Style);
        }

        return parser.TryConsume<SequenceStart>(out var sequence)
            ? Sequence(parser, sequence, path)
            : Mapping(parser, parser.Consume<MappingStart>(), path);
    }

    YamlSequence Sequence(Parser parser, SequenceStart sequence, string path)
    {
        HasAnchors |= !sequence.Anchor.IsEmpty;
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (!parser.Accept<SequenceEnd>(out _))
        {
            items.Add(Node(parser, $"{path}/{items.Count}"));
        }

        return new YamlSequence(path, sequence.Start, parser.Consume<SequenceEnd>().End, items.ToImmutable(), sequence.Style == SequenceStyle.Flow);
    }

    YamlMapping Mapping(Parser parser, MappingStart mapping, string path)
    {
        HasAnchors |= !mapping.Anchor.IsEmpty;
        var items = ImmutableArray.CreateBuilder<(YamlScalar, YamlNode)>();
        while (!parser.Accept<MappingEnd>(out _))
        {
            // A key that is no text can't be one that matters.
            var key = Node(parser, path);
            var name = key as YamlScalar ?? new YamlScalar(path, key.Start, key.Start, "", ScalarStyle.Any);
            items.Add((name, Node(parser, $"{path}/{name.Value}")));
        }

        return new YamlMapping(path, mapping.Start, parser.Consume<MappingEnd>().End, items.ToImmutable(), mapping.Style == MappingStyle.Flow);
    }
}
