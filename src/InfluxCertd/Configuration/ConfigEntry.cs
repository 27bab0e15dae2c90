using Tomlyn.Syntax;

namespace InfluxCertd.Configuration;

/// <summary>A known key with the value that one file gives it. Line and column are the key's own, counted from 1.</summary>
internal sealed record ConfigEntry(SettingKey Key, ValueSyntax Value, string Path, int Line, int Column)
{
    /// <summary>Where it stands, as <c>config show</c> says it.</summary>
    public string Origin => $"{Path}:{Line}";

    public ConfigProblem Problem(string sentence) => new(Path, Line, Column, sentence);
}
