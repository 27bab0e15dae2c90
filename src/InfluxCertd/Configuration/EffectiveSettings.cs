using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

/// <summary>Tells of every key what value is in force and where it comes from.</summary>
internal static class EffectiveSettings
{
    public static ImmutableArray<EffectiveSetting> List(
        Settings settings, IReadOnlyDictionary<string, ConfigEntry> origins) =>
    [
        .. SettingKeys.All
            .Where(key => IsInUse(key, origins))
            .Select(key => new EffectiveSetting(key.Section, key.Name, key.Show(settings), OriginOf(key, settings, origins))),
    ];

    /// <summary>Stands for all values in force: another digest, another configuration.</summary>
    public static string Digest(IEnumerable<EffectiveSetting> settings) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', settings.Select(setting => $"{setting.Section}.{setting.Key}={setting.ValueText}")))));

    // Of two ways to write one thing the one that a file uses is shown, else the first.
    static bool IsInUse(SettingKey key, IReadOnlyDictionary<string, ConfigEntry> origins) =>
        origins.TryGetValue(key.Slot, out var entry) ? entry.Key == key : key.InsteadOf is null;

    static string OriginOf(SettingKey key, Settings settings, IReadOnlyDictionary<string, ConfigEntry> origins)
    {
        if (origins.TryGetValue(key.Slot, out var entry))
        {
            return entry.Origin;
        }

        if (key.Slot == "certificate.days" && SettingsCompletion.LifetimeIsOfThePrivateCa(settings.Certificate, origins))
        {
            return $"source, {origins["certificate.source"].Origin}";
        }

        return settings.Certificate.GuideLayout && key.Section == "certificate" && SettingsCompletion.GuideKeys.Contains(key.Name)
            ? $"guide_layout, {origins["certificate.guide_layout"].Origin}"
            : EffectiveSetting.Default;
    }
}
