using System.Diagnostics.CodeAnalysis;

namespace InfluxCertd.Configuration.Values;

/// <summary>Names of systemd services.</summary>
internal static class UnitText
{
    const string Suffix = ".service";
    const int LongestName = 255;

    // Those that another unit of the same name would have: "influxdb.socket" is a mistake, "influx.db" is not.
    static readonly string[] OtherSuffixes =
        [".socket", ".timer", ".target", ".mount", ".automount", ".path", ".slice", ".scope", ".device", ".swap"];

    /// <summary>The service's whole name: ".service" is added where it is missing.</summary>
    public static bool TryNormalize(
        string text, [NotNullWhen(true)] out string? unit, [NotNullWhen(false)] out string? why)
    {
        unit = text.EndsWith(Suffix, StringComparison.Ordinal) ? text : text + Suffix;
        why = Objection(text, unit);
        return why is null;
    }

    static string? Objection(string text, string unit)
    {
        var stem = unit[..^Suffix.Length];
        if (stem is "" || stem.StartsWith('-'))
        {
            return "write the unit's name, such as \"influxdb.service\"";
        }

        if (stem.Contains('/'))
        {
            return "a unit is named without a folder, such as \"influxdb.service\"";
        }

        if (Array.Exists(OtherSuffixes, suffix => text.EndsWith(suffix, StringComparison.Ordinal)))
        {
            return "it is not a service; write the name of the service that runs influxd";
        }

        if (stem.EndsWith('@'))
        {
            return "it is a template; write an instance of it, such as \"influxdb@main.service\"";
        }

        return unit.Length > LongestName || stem.Any(c => !char.IsAsciiLetterOrDigit(c) && !@":-_.\@".Contains(c))
            ? @"a unit's name has up to 255 letters, digits and : - _ . \ @"
            : null;
    }
}
