namespace InfluxCertd.Core.Text;

/// <summary>Two people's changes of one text, brought together line by line like diff3(1), except that changes that only touch are no conflict.</summary>
public static class ThreeWayMerge
{
    /// <summary>Null when both changed the same lines in different ways.</summary>
    public static string? Merge(string ancestor, string mine, string theirs)
    {
        var lines = TextLines.Split(ancestor);
        var changes = Changes(lines, mine).Concat(Changes(lines, theirs)).Distinct().OrderBy(change => change.Start).ThenBy(change => change.End).ToList();
        if (changes.Zip(changes.Skip(1)).Any(pair => Conflict(pair.First, pair.Second)))
        {
            return null;
        }

        var merged = new List<string>();
        var next = 0;
        foreach (var change in changes)
        {
            merged.AddRange(lines[next..change.Start]);
            merged.Add(change.Text);
            next = change.End;
        }

        merged.AddRange(lines[next..]);
        return string.Concat(merged);
    }

    // Of two insertions at one place nobody can tell which comes first.
    static bool Conflict(Change first, Change second) =>
        second.Start < first.End || (second.Start == first.Start && second.End == first.End);

    /// <summary>A run of the ancestor's lines, and the text that stands there instead.</summary>
    readonly record struct Change(int Start, int End, string Text);

    static IEnumerable<Change> Changes(List<string> ancestor, string text)
    {
        var (line, start, removed, added) = (0, 0, 0, new List<string>());
        foreach (var edit in LineDiff.Between(ancestor, TextLines.Split(text)).Append(new LineEdit(' ', "")))
        {
            switch (edit.Kind)
            {
                case '-':
                    removed++;
                    line++;
                    break;
                case '+':
                    added.Add(edit.Line);
                    break;
                default:
                    if (removed > 0 || added.Count > 0)
                    {
                        yield return new Change(start, start + removed, string.Concat(added));
                    }

                    line++;
                    (start, removed, added) = (line, 0, []);
                    break;
            }
        }
    }
}
