using System.Collections.Immutable;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Reconciliation;

/// <summary>How an apply ended.</summary>
abstract record ApplyOutcome
{
    public sealed record NothingToDo : ApplyOutcome;

    /// <param name="Refusals">Clients that did not take their new configuration and have the old one.</param>
    public sealed record Applied(ImmutableArray<ClientRefusal> Refusals) : ApplyOutcome;

    /// <param name="RollbackFailure">Null when the old state is back and, where it was touched, InfluxDB runs on it.</param>
    public sealed record Failed(string Message, string? RollbackFailure) : ApplyOutcome;
}
