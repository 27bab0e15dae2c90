namespace InfluxCertd.Core.Text;

/// <summary>Findings are clauses, so that they can stand after a place or in the middle of a line; this begins a line with one.</summary>
public static class Sentence
{
    /// <summary>With a capital, unless it begins with the name of a unit, a file or a variable.</summary>
    public static string Of(string clause)
    {
        var first = clause.Split(' ', 2)[0];
        return first.All(char.IsAsciiLetterLower) ? char.ToUpperInvariant(clause[0]) + clause[1..] : clause;
    }
}
