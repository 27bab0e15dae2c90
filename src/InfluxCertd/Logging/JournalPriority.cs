namespace InfluxCertd.Logging;

/// <summary>syslog's priorities, which the journal keeps in PRIORITY= (systemd.journal-fields(7)).</summary>
enum JournalPriority
{
    Emergency,
    Alert,
    Critical,
    Error,
    Warning,
    Notice,
    Info,
    Debug,
}
