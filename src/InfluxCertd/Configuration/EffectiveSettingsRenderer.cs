using System.Text;
using System.Text.Json;

namespace InfluxCertd.Configuration;

/// <summary>Writes the values in force for <c>config show</c>.</summary>
internal static class EffectiveSettingsRenderer
{
    /// <summary>TOML that can stand as a configuration file, with each value's origin in a comment.</summary>
    public static string ToToml(IReadOnlyCollection<EffectiveSetting> settings)
    {
        var width = settings.Max(setting => Assignment(setting).Length);
        var text = new StringBuilder();
        foreach (var section in settings.GroupBy(setting => setting.Section))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append($"[{section.Key}]\n");
            foreach (var setting in section)
            {
                text.Append(Assignment(setting).PadRight(width)).Append($"  # {setting.Origin}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>One object with an array "settings", each with "section", "key", "value" and "origin".</summary>
    public static string ToJson(IReadOnlyCollection<EffectiveSetting> settings) => JsonSerializer.Serialize(
        new EffectiveSettingsJson([.. settings.Select(EffectiveSettingJson.From)]),
        EffectiveSettingsJsonContext.Default.EffectiveSettingsJson) + "\n";

    static string Assignment(EffectiveSetting setting) => $"{setting.Key} = {setting.ValueText}";
}
