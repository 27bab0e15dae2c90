using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Planning;

/// <summary>What the configured source of certificates has to give right now.</summary>
public abstract record SourceState
{
    /// <summary>It issues whenever it is asked.</summary>
    public sealed record OnDemand : SourceState;

    /// <summary>Someone else provides this certificate, and it may be installed.</summary>
    /// <param name="Remarks">What the operator should know of it, a sentence each.</param>
    public sealed record Offered(LeafFacts Leaf, ImmutableArray<string> Remarks) : SourceState;

    /// <summary>What someone else provides can't be installed.</summary>
    public sealed record Refused(string Sentence) : SourceState;

    /// <summary>A CA has still to sign.</summary>
    /// <param name="HasRequest">Whether there is a request for it to sign.</param>
    public sealed record Awaited(string Sentence, bool HasRequest) : SourceState;
}
