using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Clients;

namespace InfluxCertd.Core.Planning;

/// <summary>The little that can't be observed and so is remembered across restarts.</summary>
public sealed record RecordedState
{
    public static RecordedState Empty { get; } = new();

    public DateTimeOffset? LastRenewal { get; init; }

    public FailureRecord? Failure { get; init; }

    public AlertRecord? LastAlert { get; init; }

    /// <summary>While a CA's signature is awaited, when that was last said.</summary>
    public ReminderRecord? LastReminder { get; init; }

    /// <summary>When an ACME CA was last asked whether to renew before the certificate is due.</summary>
    public DateTimeOffset? RenewalAsked { get; init; }

    /// <summary>Since when HTTPS is off because a person said so (<c>disable</c>).</summary>
    public DateTimeOffset? Disabled { get; init; }

    /// <summary>Clients that did not take their converted configuration and run on the old one.</summary>
    public ImmutableArray<ClientRefusal> Refusals { get; init; } = [];

    /// <summary>When a person first had HTTPS turned on, where <c>first_apply</c> waits for that.</summary>
    public DateTimeOffset? Confirmed { get; init; }

    /// <summary>The generation that a person went back to.</summary>
    public RollbackRecord? RolledBack { get; init; }
}

/// <summary>Failures in a row of the same plan.</summary>
/// <param name="Plan">The plan's signature: another plan, or another configuration, is tried at once.</param>
/// <param name="RetryAt">Not before this moment, unless a person asks.</param>
/// <param name="IsStuck">InfluxDB did not run on the previous state either, so that more attempts would only be more outages.</param>
public sealed record FailureRecord(string Plan, int Count, DateTimeOffset Last, DateTimeOffset RetryAt, string Message, bool IsStuck = false);

/// <summary>While this generation is the current one and the configuration the same, it is not replaced for being other than configured.</summary>
public sealed record RollbackRecord(int Generation, string SettingsDigest);

/// <summary>The alert last given, so that a check does not repeat it.</summary>
public sealed record AlertRecord(string FingerprintSha256, int ThresholdDays);

/// <summary>The reminder last given.</summary>
public sealed record ReminderRecord(DateTimeOffset At, AlertLevel Level);

/// <summary>Holds while the client's files are the same: another attempt would be another outage of it.</summary>
/// <param name="Digest">Of its files (<see cref="ObservedClient.Digest"/>).</param>
/// <param name="Message">A clause: what it said or did.</param>
public sealed record ClientRefusal(string Program, string Digest, string Message);
