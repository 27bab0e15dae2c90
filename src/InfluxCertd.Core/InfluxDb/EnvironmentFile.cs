namespace InfluxCertd.Core.InfluxDb;

/// <summary>A file of systemd's EnvironmentFile= (systemd.exec(5)): assignments, quotes, comments, continued lines.</summary>
public static class EnvironmentFile
{
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var variables = new Dictionary<string, string>();
        foreach (var raw in text.ReplaceLineEndings("\n").Replace("\\\n", "", StringComparison.Ordinal).Split('\n'))
        {
            var line = raw.Trim();
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] is not '#' and not ';')
            {
                variables[line[..equals].Trim()] = Unquote(line[(equals + 1)..].Trim());
            }
        }

        return variables;
    }

    static string Unquote(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
