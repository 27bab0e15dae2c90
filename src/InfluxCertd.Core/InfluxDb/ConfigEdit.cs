namespace InfluxCertd.Core.InfluxDb;

/// <summary>What came of an edit.</summary>
public abstract record ConfigEdit
{
    public sealed record Unchanged : ConfigEdit;

    public sealed record Changed(string Text) : ConfigEdit;

    /// <param name="Message">One sentence, without the file's name.</param>
    public sealed record Refused(int Line, int Column, string Message) : ConfigEdit;
}
