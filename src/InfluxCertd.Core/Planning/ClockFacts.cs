namespace InfluxCertd.Core.Planning;

/// <summary>Whether the clock can be trusted to date a certificate. Small boards boot in 1970, or at the moment of their last shutdown.</summary>
/// <param name="EarliestPlausible">When this program was made: an earlier "now" can't be right.</param>
/// <param name="PendingUntil">Somebody is about to set the clock: until then that is waited for. Null when nobody is, or it is set.</param>
public sealed record ClockFacts(DateTimeOffset EarliestPlausible, DateTimeOffset? PendingUntil)
{
    public static ClockFacts Trusted { get; } = new(DateTimeOffset.MinValue, null);
}
