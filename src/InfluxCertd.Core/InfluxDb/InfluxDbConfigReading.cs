using System.Collections.Immutable;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>What reading an influxdb.conf gave.</summary>
public abstract record InfluxDbConfigReading
{
    InfluxDbConfigReading()
    {
    }

    /// <summary>The file says this, before the environment has its say (<see cref="EnvironmentOverrides"/>).</summary>
    public sealed record Readable(HttpSection Http, ImmutableArray<ConfigRemark> Remarks) : InfluxDbConfigReading;

    /// <summary>
    /// The file can't be read for sure: one sentence without the file's name, and where, counted from 1.
    /// </summary>
    public sealed record Unreadable(int Line, int Column, string Message) : InfluxDbConfigReading;
}
