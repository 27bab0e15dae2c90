using System.Collections.Immutable;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

/// <summary>
/// Loads the configuration: the main file, then every "*.toml" of the folder of the same name with ".d" added, in
/// ordinal order of their names; for each key the last file wins.
/// </summary>
internal static class SettingsLoader
{
    public const string DefaultPath = "/etc/influxcertd/influxcertd.toml";

    /// <param name="onHost">Where a path of the host really lies, such as below <c>--root</c>.</param>
    /// <param name="configPath">The main file, as a path of the host.</param>
    /// <param name="mustExist">Whether a missing main file is a problem, as when a person names it; otherwise it is all defaults.</param>
    public static LoadResult Load(Func<string, string> onHost, string configPath, bool mustExist = false)
    {
        var user = ConfigFileStatus.CurrentUser();
        var fragments = new List<ConfigFragment>();
        var files = ConfigFiles.Find(onHost(configPath), user, mustExist, out var problems);
        foreach (var file in files)
        {
            if (ConfigFileReader.TryRead(file, user, out var text, out var problem))
            {
                fragments.Add(ConfigFragmentParser.Parse(file, text));
            }
            else
            {
                problems.Add(problem);
            }
        }

        return Combine(fragments, problems, files);
    }

    static LoadResult Combine(List<ConfigFragment> fragments, List<ConfigProblem> problems, ImmutableArray<string> files)
    {
        var settings = new Settings();
        var origins = new Dictionary<string, ConfigEntry>();
        foreach (var fragment in fragments)
        {
            var inFile = fragment.Problems.ToList();
            foreach (var entry in fragment.Entries)
            {
                try
                {
                    settings = entry.Key.Apply(settings, entry.Value);
                    origins[entry.Key.Slot] = entry;
                }
                catch (InvalidValueException e)
                {
                    var start = e.At.Span.Start;
                    inFile.Add(new(entry.Path, start.Line + 1, start.Column + 1, $"\"{entry.Key.Name}\" {e.Message}"));
                }
            }

            problems.AddRange(inFile.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column));
        }

        // Combinations are judged on values that are all good, or the sentences would speak of defaults nobody chose.
        settings = SettingsCompletion.Complete(settings, origins);
        if (problems.Count == 0)
        {
            problems.AddRange(SettingsRules.Broken(settings, origins));
        }

        return problems.Count == 0
            ? new(settings, [], EffectiveSettings.List(settings, origins), files)
            : new(null, [.. problems], [], files);
    }
}
