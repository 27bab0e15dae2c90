using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Issuing;

/// <summary>The certificate that someone else provides right now.</summary>
/// <param name="Leaf">Null when it is refused or there is none yet.</param>
/// <param name="Refusal">Why it can't be installed, one sentence with what to do; null when it can.</param>
/// <param name="IsAwaited">There is none yet, because a CA has still to sign.</param>
/// <param name="Remarks">Of an acceptable one, a sentence each.</param>
/// <param name="Folders">On this disk: a change in one of them is a reason to look again.</param>
sealed record Candidate(
    LeafFacts? Leaf, string? Refusal, bool IsAwaited, ImmutableArray<string> Remarks, ImmutableArray<string> Folders);
