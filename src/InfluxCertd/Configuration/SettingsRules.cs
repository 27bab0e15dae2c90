using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

/// <summary>What must hold between settings, each of which is good alone, wherever each of them comes from.</summary>
internal sealed class SettingsRules
{
    // What InfluxDB 1.12 and later refuse in a key's mode is decided on the host; that others read it, never.
    const UnixFileMode WidestKeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    readonly CertificateSettings _certificate;
    readonly Settings _settings;
    readonly IReadOnlyDictionary<string, ConfigEntry> _origins;

    SettingsRules(Settings settings, IReadOnlyDictionary<string, ConfigEntry> origins) =>
        (_settings, _certificate, _origins) = (settings, settings.Certificate, origins);

    /// <summary>The rules that the settings break, each told at the key that is to be changed.</summary>
    public static IEnumerable<ConfigProblem> Broken(
        Settings settings, IReadOnlyDictionary<string, ConfigEntry> origins) =>
        new SettingsRules(settings, origins).All().OfType<ConfigProblem>();

    IEnumerable<ConfigProblem?> All() =>
    [
        ShorterThanLifetime("renew_before", _certificate.RenewBefore),
        ShorterThanLifetime("backdate", _certificate.ClockSkew),
        .. DifferentFiles(),
        .. SourceRules.Broken(_settings, Given),
        .. _certificate.GuideLayout ? GuideLayout() : [KeyMode()],
    ];

    ConfigProblem? ShorterThanLifetime(string key, TimeSpan? span) =>
        span >= _certificate.Lifetime && Given(key) is { } entry
            ? entry.Problem($"\"{key}\" must be shorter than the lifetime, which is {DurationText.Format(_certificate.Lifetime)} ({LifetimeOrigin})")
            : null;

    IEnumerable<ConfigProblem?> DifferentFiles()
    {
        (string Slot, string? Path)[] files =
        [
            ("certificate.certificate_file", _certificate.CertificateFile),
            ("certificate.key_file", _certificate.KeyFile),
            ("certificate.bundle_file", _certificate.BundleFile),
            ("influxdb.config_file", _settings.InfluxDb.ConfigFile),
        ];
        for (var i = 0; i < files.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                // The shipped paths differ, so a file gives at least one of the two.
                if (files[i].Path is not null && files[i].Path == files[j].Path
                    && (_origins.GetValueOrDefault(files[i].Slot) ?? _origins.GetValueOrDefault(files[j].Slot)) is { } entry)
                {
                    var other = entry.Key.Slot == files[i].Slot ? files[j].Slot : files[i].Slot;
                    yield return entry.Problem($"\"{entry.Key.Name}\" must be another file than \"{other.Split('.')[1]}\", {files[j].Path}");
                }
            }
        }
    }

    ConfigProblem? KeyMode() => (_certificate.KeyMode & ~WidestKeyMode) != 0
        ? Given("key_mode")?.Problem($"\"key_mode\" must be 0640 or tighter, not {FileModeText.Format(_certificate.KeyMode)}: others would read the private key; \"guide_layout\" allows it, as the guide does")
        : null;

    IEnumerable<ConfigProblem?> GuideLayout() =>
    [
        .. GuideOwnership(),
        _certificate.BundleFile is null ? null : Given("bundle_file")?.Problem(
            $"\"bundle_file\" contradicts \"guide_layout\" ({Given("guide_layout")!.Origin}), which makes two files that everybody reads; remove one of the two"),
    ];

    IEnumerable<ConfigProblem?> GuideOwnership() => SettingsCompletion.GuideKeys
        .Select(Given)
        .OfType<ConfigEntry>()
        .Where(entry => entry.Key.Show(_settings) is not ("\"root\"" or "\"0644\""))
        .Select(entry => entry.Problem($"\"{entry.Key.Name}\" contradicts \"guide_layout\" ({Given("guide_layout")!.Origin}), which makes both files root:root 0644; remove one of the two"));

    string LifetimeOrigin => Given("days")?.Origin ?? EffectiveSetting.Default;

    ConfigEntry? Given(string key) => _origins.GetValueOrDefault($"certificate.{key}");
}
