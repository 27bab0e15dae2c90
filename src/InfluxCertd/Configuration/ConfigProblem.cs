using System.Text;

namespace InfluxCertd.Configuration;

/// <summary>One thing that is wrong with the configuration: where, and a sentence that says what and what to do.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Line">Counted from 1; null when it is about the whole file.</param>
/// <param name="Column">In characters, counted from 1; null when it is about the whole file.</param>
/// <param name="Sentence">Without the place, and without a final full stop.</param>
internal sealed record ConfigProblem(string Path, int? Line, int? Column, string Sentence)
{
    /// <summary>One line, whatever the file holds: control characters are written as escapes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var c in Line is null ? $"{Path}: {Sentence}" : $"{Path}:{Line}:{Column}: {Sentence}")
        {
            _ = char.IsControl(c) ? text.Append($"\\u{(int)c:X4}") : text.Append(c);
        }

        return text.ToString();
    }
}
