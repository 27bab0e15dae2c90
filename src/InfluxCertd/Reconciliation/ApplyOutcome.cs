namespace InfluxCertd.Reconciliation;

/// <summary>How an apply ended.</summary>
abstract record ApplyOutcome
{
    public sealed record NothingToDo : ApplyOutcome;

    public sealed record Applied : ApplyOutcome;

    /// <param name="RollbackFailure">Null when the old state is back and, where it was touched, InfluxDB runs on it.</param>
    public sealed record Failed(string Message, string? RollbackFailure) : ApplyOutcome;
}
