using System.Collections.Immutable;
using YamlDotNet.Core;

namespace InfluxCertd.Core.Clients.Yaml;

/// <summary>A node of a YAML file, the keys and positions that lead to it, and where it stands.</summary>
internal abstract record YamlNode(string Path, Mark Start)
{
    /// <summary>Behind the last character that surely belongs to it.</summary>
    public abstract long End { get; }
}

internal sealed record YamlScalar(string Path, Mark Start, Mark Behind, string Value, ScalarStyle Style) : YamlNode(Path, Start)
{
    public override long End => Behind.Index;

    public bool IsEmpty => Style == ScalarStyle.Plain && Value.Length == 0;
}

internal sealed record YamlSequence(string Path, Mark Start, Mark Behind, ImmutableArray<YamlNode> Items, bool IsFlow) : YamlNode(Path, Start)
{
    public override long End => IsFlow || Items.IsEmpty ? Behind.Index : Items[^1].End;
}

internal sealed record YamlMapping(string Path, Mark Start, Mark Behind, ImmutableArray<(YamlScalar Key, YamlNode Value)> Items, bool IsFlow) : YamlNode(Path, Start)
{
    public override long End => IsFlow || Items.IsEmpty ? Behind.Index : Math.Max(Items[^1].Key.End, Items[^1].Value.End);

    public YamlNode? this[string key] => Items.FirstOrDefault(item => item.Key.Value == key).Value;

    public string? Text(string key) => (this[key] as YamlScalar)?.Value is { Length: > 0 } text ? text : null;

    public bool Flag(string key) => Text(key)?.ToUpperInvariant() is "TRUE" or "YES" or "ON";

    public IEnumerable<YamlMapping> Mappings(string key) => (this[key] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];
}
