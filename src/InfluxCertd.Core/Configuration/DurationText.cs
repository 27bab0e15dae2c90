using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace InfluxCertd.Core.Configuration;

/// <summary>Durations as a person writes them: "90s", "10m", "36h", "30d", "2w", "1d12h". Whole seconds, never negative.</summary>
public static class DurationText
{
    static readonly (char Letter, long Seconds)[] Units =
        [('w', 7 * 86_400), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    // A thousand years: beyond what a date can hold from here on, and far from overflowing a TimeSpan.
    const long MostSeconds = 365_000L * 86_400;

    /// <summary>Reads numbers with a unit each, from the largest unit to the smallest; <paramref name="why"/> is a clause.</summary>
    public static bool TryParse(string text, out TimeSpan duration, [NotNullWhen(false)] out string? why)
    {
        duration = TimeSpan.Zero;
        why = "a duration is a whole number and a unit (s, m, h, d or w), such as \"90s\", \"36h\" or \"1d12h\"";
        var total = 0L;
        var nextUnit = 0;
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var count = 0L;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            {
                count = Math.Min((count * 10) + (text[at] - '0'), MostSeconds + 1);
            }

            var unit = at == start || at == text.Length ? -1 : IndexOfUnit(text[at++]);
            if (unit < 0)
            {
                return false;
            }

            if (unit < nextUnit)
            {
                why = "units go from the largest to the smallest, each once, such as \"1d12h\"";
                return false;
            }

            nextUnit = unit + 1;
            total += count * Units[unit].Seconds;
            if (total > MostSeconds)
            {
                why = "no date is that far away";
                return false;
            }
        }

        if (text.Length == 0)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(total);
        why = null;
        return true;
    }

    /// <summary>The shortest text in days and below that reads back to the same number of whole seconds; weeks are not used.</summary>
    public static string Format(TimeSpan duration)
    {
        var rest = (long)duration.TotalSeconds;
        ArgumentOutOfRangeException.ThrowIfNegative(rest, nameof(duration));
        var text = new StringBuilder();
        foreach (var (letter, seconds) in Units[1..])
        {
            if (rest >= seconds)
            {
                text.Append(rest / seconds).Append(letter);
                rest %= seconds;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    static int IndexOfUnit(char letter) => Array.FindIndex(Units, unit => unit.Letter == letter);
}
