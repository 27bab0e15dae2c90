using System.Globalization;
using System.Text;

namespace InfluxCertd.Core.Text;

/// <summary>
/// Differences of two texts in the unified format, which patch(1) applies exactly: carriage returns are part of their line, a
/// missing last line end is marked.
/// </summary>
public static class UnifiedDiff
{
    const int Context = 3;

    /// <summary>
    /// Empty when the texts are the same. The paths stand in the header as they are: give /dev/null for a file that is created
    /// or removed. patch(1) takes absolute names in the folder / only: <c>patch -p0 -d /</c>.
    /// </summary>
    public static string Render(string oldText, string newText, string oldPath, string newPath)
    {
        var edits = LineDiff.Between(TextLines.Split(oldText), TextLines.Split(newText));
        var changed = edits.Index().Where(entry => entry.Item.Kind != ' ').Select(entry => entry.Index).ToList();
        if (changed.Count == 0)
        {
            return "";
        }

        var output = new StringBuilder($"--- {Named(oldPath)}\n+++ {Named(newPath)}\n");
        var (oldLine, newLine, next) = (1, 1, 0);
        foreach (var (start, end) in Hunks(changed, edits.Count))
        {
            // Between hunks both sides go on alike.
            (oldLine, newLine, next) = (oldLine + start - next, newLine + start - next, end);
            var hunk = edits[start..end];
            var (oldCount, newCount) = (hunk.Count(edit => edit.Kind != '+'), hunk.Count(edit => edit.Kind != '-'));
            output.Append(CultureInfo.InvariantCulture, $"@@ -{Range(oldLine, oldCount)} +{Range(newLine, newCount)} @@\n");
            Append(output, hunk);
            (oldLine, newLine) = (oldLine + oldCount, newLine + newCount);
        }

        return output.ToString();
    }

    // A tab ends the name, so that patch(1) takes the blanks in it as part of it.
    static string Named(string path) => path.Contains(' ', StringComparison.Ordinal) ? path + "\t" : path;

    // An empty side is named by the line before it.
    static string Range(int line, int count) => count == 0 ? $"{line - 1},0" : $"{line},{count}";

    static void Append(StringBuilder output, List<LineEdit> hunk)
    {
        foreach (var edit in hunk)
        {
            output.Append(edit.Kind).Append(edit.Line);
            if (!edit.Line.EndsWith('\n'))
            {
                output.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    // Changes whose context would touch share a hunk.
    static IEnumerable<(int Start, int End)> Hunks(List<int> changed, int count)
    {
        for (var first = 0; first < changed.Count;)
        {
            var last = first;
            while (last + 1 < changed.Count && changed[last + 1] - changed[last] - 1 <= 2 * Context)
            {
                last++;
            }

            yield return (Math.Max(changed[first] - Context, 0), Math.Min(changed[last] + Context + 1, count));
            first = last + 1;
        }
    }
}
