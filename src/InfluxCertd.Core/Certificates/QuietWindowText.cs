using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Certificates;

/// <summary>A quiet window as a person writes it: "02:00-05:00", "Sat,Sun 01:00-05:00", "Mon-Fri 22:00-04:00".</summary>
static class QuietWindowText
{
    static readonly string[] DayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    public static bool TryParse(
        string text, [NotNullWhen(true)] out QuietWindow? window, [NotNullWhen(false)] out string? why)
    {
        window = null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 2 || words[^1].Split('-') is not [var startText, var endText])
        {
            why = "a window is \"HH:MM-HH:MM\", with days before it if need be, such as \"Sat,Sun 01:00-05:00\"";
            return false;
        }

        var days = Weekdays.All;
        if (words.Length == 2 && !TryParseDays(words[0], out days, out why))
        {
            return false;
        }

        if (!TryParseMinute(startText, out var start, out why) || !TryParseMinute(endText, out var end, out why))
        {
            return false;
        }

        if (start == 24 * 60)
        {
            why = "a window starts at 23:59 at the latest; write 00:00 and the day after";
            return false;
        }

        if (start == end)
        {
            why = "the window is empty, as it ends when it starts; the whole day is \"00:00-24:00\"";
            return false;
        }

        window = new QuietWindow(days, start, end == 0 ? 24 * 60 : end);
        return true;
    }

    public static string Format(QuietWindow window)
    {
        var hours = $"{Clock(window.StartMinute)}-{Clock(window.EndMinute)}";
        if (window.Days == Weekdays.All)
        {
            return hours;
        }

        var days = DayNames.Where((_, index) => window.Days.HasFlag(DayAt(index)));
        return $"{string.Join(',', days)} {hours}";
    }

    static bool TryParseDays(string text, out Weekdays days, [NotNullWhen(false)] out string? why)
    {
        days = Weekdays.None;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            var indexes = Array.ConvertAll(ends, IndexOfDay);
            if (ends.Length > 2 || indexes.Contains(-1))
            {
                var name = ends.Length > 2 ? part : ends[Array.IndexOf(indexes, -1)];
                var near = Suggestion.Nearest(name, DayNames);
                why = near is null
                    ? $"\"{name}\" is not a day; days are Mon, Tue, Wed, Thu, Fri, Sat and Sun"
                    : $"\"{name}\" is not a day; did you mean {near}?";
                return false;
            }

            // "Sat-Mon" runs over the end of the week.
            for (var index = indexes[0]; ; index = (index + 1) % 7)
            {
                days |= DayAt(index);
                if (index == indexes[^1])
                {
                    break;
                }
            }
        }

        why = null;
        return true;
    }

    static bool TryParseMinute(string text, out int minute, [NotNullWhen(false)] out string? why)
    {
        minute = 0;
        why = null;
        if (text.Length == 5 && text[2] == ':'
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            && minutes < 60 && (hours < 24 || (hours == 24 && minutes == 0)))
        {
            minute = (hours * 60) + minutes;
            return true;
        }

        why = $"\"{text}\" is not a time of day; write it as HH:MM, from 00:00 to 24:00";
        return false;
    }

    static int IndexOfDay(string name) =>
        Array.FindIndex(DayNames, day => day.Equals(name, StringComparison.OrdinalIgnoreCase));

    static Weekdays DayAt(int index) => (Weekdays)(1 << ((index + 1) % 7));

    static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
