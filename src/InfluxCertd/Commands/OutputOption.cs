using System.CommandLine;

namespace InfluxCertd.Commands;

/// <summary><c>--output FORMAT</c>: how a verb answers.</summary>
static class OutputOption
{
    public static Option<T> Create<T>(string description)
        where T : struct, Enum => new("--output")
        {
            Description = description,
            HelpName = "FORMAT",
            CustomParser = result =>
            {
                var word = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
                if (Enum.GetNames<T>().Contains(word, StringComparer.OrdinalIgnoreCase))
                {
                    return Enum.Parse<T>(word, ignoreCase: true);
                }

                result.AddError($"--output can't be \"{word}\": {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()} are what it takes");
                return default;
            },
        };
}

/// <summary>The formats of a report.</summary>
enum ReportFormat
{
    Text,
    Json,
}
