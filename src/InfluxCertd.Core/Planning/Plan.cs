using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Planning;

/// <summary>The answer to "look now": what was found, what to do about it, and when to look again.</summary>
/// <param name="Steps">In order; empty when nothing is to be done, or nothing can be.</param>
/// <param name="Renewal">Of the installed certificate; null when there is none or it isn't ours to renew.</param>
/// <param name="NextCheck">When to look again without another trigger.</param>
public sealed record Plan(
    ImmutableArray<Finding> Findings, ImmutableArray<Step> Steps, RenewalSchedule? Renewal, DateTimeOffset NextCheck)
{
    public bool HasChanges => !Steps.IsEmpty;

    /// <summary>The steps are what would be done, once a person agrees.</summary>
    public bool AwaitsConfirmation => Has(Reason.WaitingForConfirmation);

    /// <summary>Whether clients that speak plain HTTP lose InfluxDB by it.</summary>
    public bool SwitchesToHttps { get; init; }

    /// <summary>The same plan for the same desired state has the same signature: what back-off goes by.</summary>
    public required string Signature { get; init; }

    /// <summary>A word for what the plan is about, which an interrupted change is known by.</summary>
    public string Purpose { get; init; } = "apply";

    /// <summary>Whether HTTPS is on once the plan is carried out.</summary>
    public bool Https { get; init; } = true;

    public bool Has(Reason reason) => Findings.Any(finding => finding.Reason == reason);
}
