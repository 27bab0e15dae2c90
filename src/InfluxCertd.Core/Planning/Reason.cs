namespace InfluxCertd.Core.Planning;

/// <summary>
/// Why something is to be done or said. The kebab-case names are part of the interface: they stand in
/// <c>status --output json</c> and in the journal field INFLUXCERTD_REASON.
/// </summary>
public enum Reason
{
    InfluxDbNotInstalled,
    InfluxDbStopped,
    InfluxDbFailed,
    InfluxDbNotListening,
    InfluxDbTooNew,
    HttpDisabled,
    ConfigMissing,
    ConfigUnreadable,
    ConfigKeyMisplaced,
    EnvironmentOverride,
    ForeignCertificate,
    ClockSuspect,
    ClockNotSynchronised,
    HttpsDisabled,
    LeftAlone,
    KeyModeNotAccepted,
    KeyNotReadable,
    SourceChanged,
    SourceDiffers,
    SourceRefused,
    SourceRemark,
    SignatureAwaited,
    RequestMissing,
    RenewalNotProvided,
    NextUnpublished,
    TrustBundleDiffers,
    CertificateMissing,
    CertificateDamaged,
    CertificateExpired,
    CertificateNotYetValid,
    KeyMissing,
    KeyMismatch,
    KeyNotChecked,
    KeyAlgorithmDiffers,
    NamesNotCovered,
    RenewalDue,
    RenewalRequested,
    RenewalPostponed,
    RollbackRequested,
    FileMissing,
    FileReplaced,
    OwnerDiffers,
    ModeDiffers,
    ConfigDiffers,
    HttpsNotServed,
    OldCertificateServed,
    PingRefused,
    ClientSpeaksPlainHttp,
    ClientDiffers,
    ClientLeftAlone,
    ClientUnreadable,
    ClientRefused,
    WaitingForConfirmation,
    InterruptedChange,
    BackingOff,
}

public static class ReasonNames
{
    /// <summary>The stable kebab-case name, e.g. <c>renewal-due</c>.</summary>
    public static string Name(this Reason reason) =>
        string.Concat(reason.ToString().Select((letter, index) =>
            char.IsUpper(letter) ? (index == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()))
            .Replace("influx-db", "influxdb", StringComparison.Ordinal);
}
