namespace InfluxCertd.Logging;

/// <summary>Every kind of thing that the journal is told. Names and MESSAGE_IDs are a stable interface (docs/events.md).</summary>
/// <param name="Name">INFLUXCERTD_EVENT.</param>
/// <param name="MessageId">MESSAGE_ID, under which the message catalog explains the event.</param>
/// <param name="Priority">Unless the event at hand says otherwise.</param>
sealed record EventKind(string Name, string MessageId, JournalPriority Priority)
{
    public static readonly EventKind DaemonStarted = new("daemon-started", "e18481f886534f97b82b4551aea2a290", JournalPriority.Info);
    public static readonly EventKind DaemonStopping = new("daemon-stopping", "b83b70f958b74b50bdcf5b00bae5fba3", JournalPriority.Info);
    public static readonly EventKind ConfigurationLoaded = new("configuration-loaded", "3a0ce57c62a44035a863a7e73b3a6cdb", JournalPriority.Info);
    public static readonly EventKind ConfigurationRefused = new("configuration-refused", "38668cb9b3514ba69830ced2a30877dc", JournalPriority.Error);
    public static readonly EventKind CertificateIssued = new("certificate-issued", "5c4dbd82c4ea47f390c5c00f7723aebe", JournalPriority.Notice);
    public static readonly EventKind CertificateInstalled = new("certificate-installed", "f49de1fe655146f8ad14ebd37ebb9e49", JournalPriority.Info);
    public static readonly EventKind InfluxDbConfigured = new("influxdb-configured", "38f72df9b1444aa5a3e7bd1b5e383a32", JournalPriority.Notice);
    public static readonly EventKind InfluxDbRestarted = new("influxdb-restarted", "8d6f77736064467f8edda3543a5b732f", JournalPriority.Notice);
    public static readonly EventKind InfluxDbVerified = new("influxdb-verified", "f8922a109d174b9387464ccf6712d377", JournalPriority.Info);
    public static readonly EventKind ChangesApplied = new("changes-applied", "7787c5eeb08b4ee78e887bdf2c4b719f", JournalPriority.Notice);
    public static readonly EventKind RenewalDue = new("renewal-due", "0305fc88446444f4a2d843d1fbc6e367", JournalPriority.Notice);
    public static readonly EventKind RenewalPostponed = new("renewal-postponed", "63fadcad28814092b5b6f2fc62dcf7c1", JournalPriority.Info);
    public static readonly EventKind RenewalBackoff = new("renewal-backoff", "58fdfa5bf7d642388e0b527fd4ca491c", JournalPriority.Warning);
    public static readonly EventKind ApplyFailed = new("apply-failed", "fc419c86937842de8813cbb430a680e5", JournalPriority.Error);
    public static readonly EventKind RolledBack = new("rolled-back", "705d102111c04049b16eb772c9d89f22", JournalPriority.Warning);
    public static readonly EventKind RollbackFailed = new("rollback-failed", "6c81fac4eaa74e11a56e54ec136145e3", JournalPriority.Critical);
    public static readonly EventKind ChangeRecovered = new("change-recovered", "4127f29669e74566b3dae03821ebf6ae", JournalPriority.Warning);
    public static readonly EventKind ExpiryAlert = new("expiry-alert", "2abe0a00682243d4a9893ff4fb4b1a01", JournalPriority.Warning);
    public static readonly EventKind CertificateExpired = new("certificate-expired", "35b22b190db7489bbacc748a0dc56082", JournalPriority.Critical);
    public static readonly EventKind DriftFound = new("drift-found", "f0ac5b74d4174ae6b1a8acfa25251663", JournalPriority.Warning);
    public static readonly EventKind DriftRepaired = new("drift-repaired", "084d84f37b3a4b4ea9e635a0f8e5abc9", JournalPriority.Notice);
    public static readonly EventKind WaitingForInfluxDb = new("waiting-for-influxdb", "1159f2161c334fc5861c69a0c37ef46b", JournalPriority.Notice);
    public static readonly EventKind ForeignCertificate = new("foreign-certificate", "2e64bc5c74ae4fd284d9d978022748c5", JournalPriority.Warning);
    public static readonly EventKind EnvironmentOverride = new("environment-override", "74d64aaa3b5d47839b540114614acafc", JournalPriority.Error);
    public static readonly EventKind ClockSuspect = new("clock-suspect", "5d6f4f45d0fc4f39858cab86cd6862b6", JournalPriority.Warning);
    public static readonly EventKind SignatureAwaited = new("signature-awaited", "0f6450a84d2a4527878676fb927fb568", JournalPriority.Warning);
    public static readonly EventKind TrustPublished = new("trust-published", "640e6b72cd31450388bcc7e47fa2d8fc", JournalPriority.Notice);
    public static readonly EventKind HttpsDisabled = new("https-disabled", "259190f0f0cb49b1930532dd1e9d8cec", JournalPriority.Notice);
    public static readonly EventKind ClientsNeedAttention = new("clients-need-attention", "445be4c677884c2e8fe224bb7cba7df4", JournalPriority.Notice);
    public static readonly EventKind ClientEdited = new("client-edited", "ca67293e690f4bb4956989af58c0a408", JournalPriority.Notice);
    public static readonly EventKind ClientConverted = new("client-converted", "2122348e2764459f8f116a3138c11275", JournalPriority.Notice);
    public static readonly EventKind ClientReturned = new("client-returned", "b202ca2cb2374c28894ee87b6ac1aa4f", JournalPriority.Info);
    public static readonly EventKind ClientMissing = new("client-missing", "26dd044f933c43b589452efb80c0bf1d", JournalPriority.Warning);
    public static readonly EventKind ClientRefusesCertificate = new("client-refuses-certificate", "311a99a17cbe441586192ee094eff6e8", JournalPriority.Warning);
    public static readonly EventKind WaitingForConfirmation = new("waiting-for-confirmation", "72fd1fb6aea74243819ad7928b8337ea", JournalPriority.Notice);
    public static readonly EventKind NeedsAttention = new("needs-attention", "8add580564ae49d1878c2e710b7a2950", JournalPriority.Warning);
    public static readonly EventKind Recovered = new("recovered", "fc0a1d40e1584e07ad3411347ac0fbdc", JournalPriority.Notice);
    public static readonly EventKind LookFailed = new("look-failed", "c5e4a880c30945009f91aa5461b80bb3", JournalPriority.Error);
    public static readonly EventKind WatchdogSilent = new("watchdog-silent", "8988026cb4874047b9fd6326c4feba75", JournalPriority.Critical);

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<EventKind> All { get; } =
    [
        DaemonStarted,
        DaemonStopping,
        ConfigurationLoaded,
        ConfigurationRefused,
        CertificateIssued,
        CertificateInstalled,
        InfluxDbConfigured,
        InfluxDbRestarted,
        InfluxDbVerified,
        ChangesApplied,
        RenewalDue,
        RenewalPostponed,
        RenewalBackoff,
        ApplyFailed,
        RolledBack,
        RollbackFailed,
        ChangeRecovered,
        ExpiryAlert,
        CertificateExpired,
        DriftFound,
        DriftRepaired,
        WaitingForInfluxDb,
        ForeignCertificate,
        EnvironmentOverride,
        ClockSuspect,
        SignatureAwaited,
        TrustPublished,
        HttpsDisabled,
        ClientsNeedAttention,
        ClientEdited,
        ClientConverted,
        ClientReturned,
        ClientMissing,
        ClientRefusesCertificate,
        WaitingForConfirmation,
        NeedsAttention,
        Recovered,
        LookFailed,
        WatchdogSilent,
    ];
}
