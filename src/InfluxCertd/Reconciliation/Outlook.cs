using InfluxCertd.Core.Planning;

namespace InfluxCertd.Reconciliation;

/// <summary>What was seen and what follows from it.</summary>
sealed record Outlook(DesiredState Desired, ObservedState Observed, Plan Plan);
