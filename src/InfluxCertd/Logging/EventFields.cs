using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Logging;

/// <summary>What an event is about; each member that has a value becomes a journal field INFLUXCERTD_*.</summary>
sealed record EventFields
{
    public static EventFields None { get; } = new();

    public DateTimeOffset? NotAfter { get; init; }

    public int? DaysLeft { get; init; }

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal.</summary>
    public string? Fingerprint { get; init; }

    public string? Reason { get; init; }

    public string? Step { get; init; }

    public string? Unit { get; init; }

    public string? File { get; init; }

    public int? Generation { get; init; }

    public DateTimeOffset? NextRenewal { get; init; }

    /// <summary>The kind of exception, for a report of a fault.</summary>
    public string? Error { get; init; }

    public static EventFields Of(LeafFacts leaf, DateTimeOffset now) =>
        new() { NotAfter = leaf.NotAfter, DaysLeft = leaf.DaysLeft(now), Fingerprint = leaf.FingerprintSha256 };

    /// <summary>The journal's fields, named and written as documented: moments in RFC 3339, UTC.</summary>
    public IEnumerable<(string Name, string Value)> ToJournal()
    {
        (string Name, string? Value)[] fields =
        [
            ("INFLUXCERTD_NOT_AFTER", Rfc3339(NotAfter)),
            ("INFLUXCERTD_DAYS_LEFT", Number(DaysLeft)),
            ("INFLUXCERTD_FINGERPRINT", Fingerprint),
            ("INFLUXCERTD_REASON", Reason),
            ("INFLUXCERTD_STEP", Step),
            ("INFLUXCERTD_UNIT", Unit),
            ("INFLUXCERTD_FILE", File),
            ("INFLUXCERTD_GENERATION", Number(Generation)),
            ("INFLUXCERTD_NEXT_RENEWAL", Rfc3339(NextRenewal)),
            ("ERROR", Error),
        ];
        return fields.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!));
    }

    static string? Rfc3339(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    static string? Number(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
