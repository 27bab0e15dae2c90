namespace InfluxCertd.Core.Text;

/// <summary>A line that both texts have (' '), that only the old one has ('-'), or only the new one ('+').</summary>
internal readonly record struct LineEdit(char Kind, string Line);

/// <summary>The shortest way from one list of lines to another, by Myers' algorithm.</summary>
internal static class LineDiff
{
    // The walk's memory grows with the square of this. Texts further apart than that have hardly a line in common that
    // matters: they are shown as one replacement, which is as correct, only longer.
    const int MostEdits = 1000;

    public static List<LineEdit> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var head = 0;
        while (head < shorter && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < shorter - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        return
        [
            .. before.Take(head).Select(line => new LineEdit(' ', line)),
            .. Middle([.. before.Skip(head).SkipLast(tail)], [.. after.Skip(head).SkipLast(tail)]),
            .. before.TakeLast(tail).Select(line => new LineEdit(' ', line)),
        ];
    }

    static List<LineEdit> Middle(string[] before, string[] after) =>
        Furthest(before, after) is { } rounds
            ? Walk(rounds, before, after)
            : [.. before.Select(line => new LineEdit('-', line)), .. after.Select(line => new LineEdit('+', line))];

    // After each number of edits, how far into `before` each diagonal (old index minus new index) has come; null if too far apart.
    static List<int[]>? Furthest(string[] before, string[] after)
    {
        var rounds = new List<int[]>();
        for (var edits = 0; edits <= Math.Min(MostEdits, before.Length + after.Length); edits++)
        {
            var reach = new int[(2 * edits) + 1];
            rounds.Add(reach);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = edits == 0 ? 0 : Enter(rounds[edits - 1], edits, diagonal).X;
                while (x < before.Length && x - diagonal < after.Length && x - diagonal >= 0 && before[x] == after[x - diagonal])
                {
                    x++;
                }

                reach[diagonal + edits] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    return rounds;
                }
            }
        }

        return null;
    }

    // Where a diagonal is entered with one more edit: by an insertion from the one above it, or by a deletion from the one below.
    static (int X, int From) Enter(int[] previous, int edits, int diagonal)
    {
        int Reach(int other) => Math.Abs(other) < edits ? previous[other + edits - 1] : -1;

        var (inserted, deleted) = (Reach(diagonal + 1), Reach(diagonal - 1));
        return deleted < inserted ? (inserted, diagonal + 1) : (deleted + 1, diagonal - 1);
    }

    // Back from the end, round by round.
    static List<LineEdit> Walk(List<int[]> rounds, string[] before, string[] after)
    {
        var edits = new List<LineEdit>();
        var (x, diagonal) = (before.Length, before.Length - after.Length);
        for (var round = rounds.Count - 1; round >= 0; round--)
        {
            var (entered, from) = round == 0 ? (0, 0) : Enter(rounds[round - 1], round, diagonal);
            while (x > entered)
            {
                edits.Add(new(' ', before[--x]));
            }

            if (round > 0)
            {
                edits.Add(from > diagonal ? new('+', after[x - from]) : new('-', before[--x]));
                diagonal = from;
            }
        }

        edits.Reverse();
        return edits;
    }
}
