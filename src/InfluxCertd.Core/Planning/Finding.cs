namespace InfluxCertd.Core.Planning;

public enum Severity
{
    /// <summary>Worth knowing, nothing to do.</summary>
    Info,

    /// <summary>Differs from the desired state; the plan's steps mend it, at once or when the time has come.</summary>
    Repairable,

    /// <summary>A person should look, though HTTPS works.</summary>
    Warning,

    /// <summary>HTTPS does not work, or will stop, and we can't mend it alone.</summary>
    Error,
}

/// <summary>One thing that differs from what is desired: a stable reason for machines, a sentence for people.</summary>
public sealed record Finding(Reason Reason, Severity Severity, string Message)
{
    /// <summary>While this stands, nothing on the host may be touched.</summary>
    public bool Blocks { get; init; }

    public static Finding Info(Reason reason, string message) => new(reason, Severity.Info, message);

    public static Finding Repairable(Reason reason, string message) => new(reason, Severity.Repairable, message);

    public static Finding Warning(Reason reason, string message) => new(reason, Severity.Warning, message);

    public static Finding Error(Reason reason, string message) => new(reason, Severity.Error, message);

    public static Finding Blocking(Reason reason, Severity severity, string message) =>
        new(reason, severity, message) { Blocks = true };
}
