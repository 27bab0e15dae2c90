using InfluxCertd.Core.Text;

namespace InfluxCertd.Configuration;

/// <summary>Sentences for what is not in the table of keys, with what was most likely meant.</summary>
internal static class UnknownKeys
{
    public static string Key(string section, string name)
    {
        var unknown = $"unknown key \"{name}\" in [{section}]";
        var names = SettingKeys.All.Where(key => key.Section == section).Select(key => key.Name).ToArray();
        if (SettingKeys.All.FirstOrDefault(key => key.Name == name) is { } elsewhere)
        {
            return $"{unknown}; it belongs in [{elsewhere.Section}]";
        }

        return Suggestion.Nearest(name, names) is { } near
            ? $"{unknown}; did you mean \"{near}\"?"
            : $"{unknown}; its keys are {string.Join(", ", names)}";
    }

    public static string Section(string name) => Suggestion.Nearest(name, SettingKeys.Sections) is { } near
        ? $"unknown section [{name}]; did you mean [{near}]?"
        : $"unknown section [{name}]; the sections are {string.Join(", ", SettingKeys.Sections.Select(s => $"[{s}]"))}";

    public static string OutsideSections(string name)
    {
        if (SettingKeys.All.FirstOrDefault(key => key.Name == name) is { } known)
        {
            return $"\"{name}\" stands outside any section; put it below [{known.Section}]";
        }

        var near = Suggestion.Nearest(name, SettingKeys.All.Select(key => key.Name));
        return SettingKeys.All.FirstOrDefault(key => key.Name == near) is { } meant
            ? $"unknown key \"{name}\" outside any section; did you mean \"{near}\" in [{meant.Section}]?"
            : $"unknown key \"{name}\" outside any section; every key stands below a section such as [{SettingKeys.Sections[0]}]";
    }
}
