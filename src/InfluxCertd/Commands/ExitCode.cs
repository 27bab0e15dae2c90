namespace InfluxCertd.Commands;

/// <summary>The process's exit codes, a stable interface (influxcertd(8), EXIT STATUS); 64 and 78 as in sysexits.h.</summary>
static class ExitCode
{
    public const int Fine = 0;
    public const int Failed = 1;

    /// <summary><c>plan</c> found something to do.</summary>
    public const int ChangesPending = 2;

    public const int Usage = 64;
    public const int BadConfiguration = 78;
}
