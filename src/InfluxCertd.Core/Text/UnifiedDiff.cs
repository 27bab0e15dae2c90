using System.Text;

namespace InfluxCertd.Core.Text;

/// <summary>Differences of two texts in the unified format, as diff -u prints and patch(1) applies them.</summary>
public static class UnifiedDiff
{
    const int Context = 3;

    /// <summary>Empty when the texts are the same.</summary>
    public static string Render(string oldText, string newText, string oldPath, string newPath)
    {
        var (before, after) = (Lines(oldText), Lines(newText));
        var edits = Edits(before, after);
        if (edits.All(edit => edit.Kind == ' '))
        {
            return "";
        }

        var output = new StringBuilder($"--- {oldPath}\n+++ {newPath}\n");
        foreach (var (start, end) in Hunks(edits))
        {
            AppendHunk(output, edits, start, end);
        }

        return output.ToString();
    }

    static void AppendHunk(StringBuilder output, List<Edit> edits, int start, int end)
    {
        var hunk = edits[start..end];
        var oldBefore = edits.Take(start).Count(edit => edit.Kind != '+');
        var newBefore = edits.Take(start).Count(edit => edit.Kind != '-');
        var oldCount = hunk.Count(edit => edit.Kind != '+');
        var newCount = hunk.Count(edit => edit.Kind != '-');
        output.Append(System.Globalization.CultureInfo.InvariantCulture,
            $"@@ -{Position(oldBefore, oldCount)} +{Position(newBefore, newCount)} @@\n");
        foreach (var edit in hunk)
        {
            output.Append(edit.Kind).Append(edit.Line);
            if (!edit.Line.EndsWith('\n'))
            {
                output.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>An empty side is named by the line before it.</summary>
    static string Position(int before, int count) => count == 0 ? $"{before},0" : $"{before + 1},{count}";

    static IEnumerable<(int Start, int End)> Hunks(List<Edit> edits)
    {
        var index = 0;
        while ((index = edits.FindIndex(index, edit => edit.Kind != ' ')) >= 0)
        {
            var start = Math.Max(index - Context, 0);
            var end = index;
            for (var i = index; i < edits.Count && i <= end + (2 * Context); i++)
            {
                end = edits[i].Kind != ' ' ? i : end;
            }

            end = Math.Min(end + 1 + Context, edits.Count);
            yield return (start, end);
            index = end;
            if (index >= edits.Count)
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// The longest common subsequence between the common head and tail. Our edits touch a few lines close together, so what lies between
    /// is small, and the quadratic table with it.
    /// </summary>
    static List<Edit> Edits(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return
        [
            .. before[..head].Select(line => new Edit(' ', line)),
            .. Middle(before[head..^tail], after[head..^tail]),
            .. before[^tail..].Select(line => new Edit(' ', line)),
        ];
    }

    static IEnumerable<Edit> Middle(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                yield return new Edit(' ', before[i++]);
                j++;
            }
            else if (j >= after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                yield return new Edit('-', before[i++]);
            }
            else
            {
                yield return new Edit('+', after[j++]);
            }
        }
    }

    /// <summary>Lines with their ends, so that joining them gives the text back.</summary>
    static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }

    readonly record struct Edit(char Kind, string Line);
}
