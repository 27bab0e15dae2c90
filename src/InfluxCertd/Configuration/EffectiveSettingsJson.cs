using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfluxCertd.Configuration;

/// <summary>What <c>config show --output json</c> prints; its names are a stable interface.</summary>
internal sealed record EffectiveSettingsJson(EffectiveSettingJson[] Settings);

/// <summary>One key, its value as a JSON value, and where it comes from.</summary>
internal sealed record EffectiveSettingJson(string Section, string Key, JsonElement Value, string Origin)
{
    public static EffectiveSettingJson From(EffectiveSetting setting)
    {
        using var value = JsonDocument.Parse(setting.ValueText);
        return new(setting.Section, setting.Key, value.RootElement.Clone(), setting.Origin);
    }
}

[JsonSerializable(typeof(EffectiveSettingsJson))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
internal sealed partial class EffectiveSettingsJsonContext : JsonSerializerContext;
