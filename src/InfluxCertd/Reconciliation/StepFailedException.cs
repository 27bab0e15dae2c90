namespace InfluxCertd.Reconciliation;

/// <summary>A step of a change did not succeed; the message is a sentence for the operator.</summary>
sealed class StepFailedException(string step, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Step { get; } = step;
}
