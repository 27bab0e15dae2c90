using System.Collections.Immutable;

namespace InfluxCertd.Configuration;

/// <summary>
/// Every key there is. Validation, suggestions, <c>config show</c> and the tests of the shipped file and of the
/// reference read this table, so a key is added here and nowhere else.
/// </summary>
internal static partial class SettingKeys
{
    public static ImmutableArray<SettingKey> All { get; } =
        [.. CertificateKeys, .. InfluxDbKeys, .. ClientsKeys, .. AlertKeys, .. DaemonKeys];

    public static ImmutableArray<string> Sections { get; } = [.. All.Select(key => key.Section).Distinct()];

    public static SettingKey? Find(string section, string name) =>
        All.FirstOrDefault(key => key.Section == section && key.Name == name);
}
