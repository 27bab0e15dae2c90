namespace InfluxCertd.Core.InfluxDb;

/// <summary>What an edit of an influxdb.conf came to.</summary>
public abstract record ConfigEdit
{
    ConfigEdit()
    {
    }

    /// <summary>The file says all that is wanted already.</summary>
    public sealed record Unchanged : ConfigEdit;

    /// <summary>The whole new text, which reads back as wanted.</summary>
    public sealed record Changed(string Text) : ConfigEdit;

    /// <summary>The file is better left to a person: one sentence without the file's name, and where, counted from 1.</summary>
    public sealed record Refused(int Line, int Column, string Message) : ConfigEdit;
}
