using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether there is an InfluxDB here that we may and can touch.</summary>
static class HostChecks
{
    public static IEnumerable<Finding> Unit(DesiredState desired, ObservedState observed)
    {
        var unit = observed.Unit;
        switch (unit.Activity)
        {
            case UnitActivity.NotFound:
                yield return Finding.Blocking(Reason.InfluxDbNotInstalled, Severity.Info,
                    $"systemd knows no unit {unit.Name}; HTTPS is set up as soon as InfluxDB is installed (another name is set by [influxdb] unit)");
                break;
            case UnitActivity.Masked or UnitActivity.Stopped:
                yield return Finding.Info(Reason.InfluxDbStopped,
                    $"{unit.Name} is {(unit.Activity == UnitActivity.Masked ? "masked" : "stopped")}; files are kept ready, and starting it is left to you");
                break;
            case UnitActivity.Failed:
                yield return Finding.Error(Reason.InfluxDbFailed,
                    $"{unit.Name} has failed{(unit.FailureLine is { } line ? $": {line}" : $"; see journalctl -u {unit.Name}")}");
                break;
        }
    }

    public static IEnumerable<Finding> Version(DesiredState desired, ObservedState observed)
    {
        if (observed.Version is { IsSupported: false } version)
        {
            yield return Finding.Blocking(Reason.InfluxDbTooNew, Severity.Error,
                $"InfluxDB {version} is not a 1.x, whose [http] section is what influxcertd sets up; nothing is touched");
        }
    }

    public static IEnumerable<Finding> Clock(DesiredState desired, ObservedState observed)
    {
        if (observed.Now < observed.Clock.EarliestPlausible)
        {
            yield return Finding.Warning(Reason.ClockSuspect,
                $"the clock says {observed.Now:yyyy-MM-dd}, which is before this program was made; no certificate is issued until it is set");
        }
        else if (observed.Clock.PendingUntil is { } until && !desired.IsByPerson)
        {
            yield return Finding.Info(Reason.ClockNotSynchronised,
                $"the clock is not synchronised yet; no certificate is issued until it is, or until {until.UtcDateTime:HH:mm:ss} UTC at the latest");
        }
    }

    /// <summary>Modes that the installed InfluxDB refuses or its account can't read never reach the disk.</summary>
    public static IEnumerable<Finding> KeyAccess(DesiredState desired, ObservedState observed)
    {
        var key = InstalledOwnership.Key(desired, observed.Unit);
        var certificate = InstalledOwnership.Certificate(desired, observed.Unit);
        if (observed.Version is { ChecksKeyModes: true } version)
        {
            if ((key.Mode & ~InstalledOwnership.StrictKeyMode) != 0)
            {
                yield return Finding.Blocking(Reason.KeyModeNotAccepted, Severity.Error,
                    $"key mode {FileMode(key.Mode)} is wider than 0600, and InfluxDB {version} does not start with it; set [certificate] key_mode = \"0600\" and guide_layout = false");
            }

            if ((certificate.Mode & ~InstalledOwnership.StrictCertificateMode) != 0)
            {
                yield return Finding.Blocking(Reason.KeyModeNotAccepted, Severity.Error,
                    $"certificate mode {FileMode(certificate.Mode)} is wider than 0644, and InfluxDB {version} does not start with it; set [certificate] certificate_mode = \"0644\"");
            }
        }

        foreach (var (what, setting, ownership) in new[] { ("key", "key", key), ("certificate", "certificate", certificate) })
        {
            if (observed.Unit.Activity is not (UnitActivity.NotFound or UnitActivity.Offline) && !InstalledOwnership.CanRead(observed.Unit, ownership))
            {
                yield return Finding.Blocking(Reason.KeyNotReadable, Severity.Error,
                    $"a {what} of {ownership.Owner}:{ownership.Group} with mode {FileMode(ownership.Mode)} can't be read by {observed.Unit.User}, which {observed.Unit.Name} runs as; change [certificate] {setting}_owner, {setting}_group or {setting}_mode");
            }
        }
    }

    internal static string FileMode(UnixFileMode mode) => "0" + Convert.ToString((int)mode, 8).PadLeft(3, '0');
}
