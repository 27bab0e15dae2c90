namespace InfluxCertd.Core.Text;

/// <summary>A file that a person wrote and we edited: as it was before, and as we left it.</summary>
public sealed record EditedText(string Original, string Ours)
{
    /// <summary>
    /// The text without our edits: the original to the byte where nobody else has edited it since, and otherwise what others
    /// made of it, merged line by line. Null when others changed the very lines that we did.
    /// </summary>
    public string? Undone(string now) => now == Ours ? Original : ThreeWayMerge.Merge(Ours, Original, now);

    /// <summary>The record after one more edit of ours; null when what was before can't be told apart from our edits any more.</summary>
    public EditedText? Then(string before, string after) => Undone(before) is { } original ? new EditedText(original, after) : null;
}
