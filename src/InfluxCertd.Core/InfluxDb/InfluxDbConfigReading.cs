using System.Collections.Immutable;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>What came of reading an influxdb.conf.</summary>
public abstract record InfluxDbConfigReading
{
    public sealed record Readable(HttpSection Http, ImmutableArray<ConfigRemark> Remarks) : InfluxDbConfigReading;

    /// <param name="Message">One sentence, without the file's name.</param>
    public sealed record Unreadable(int Line, int Column, string Message) : InfluxDbConfigReading;
}

/// <summary>Something that a person should know about a place in the file; line and column from 1.</summary>
public sealed record ConfigRemark(int Line, int Column, string Message);
