using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Planning;

/// <summary>Who should own the installed files, and who could read them then.</summary>
public static class InstalledOwnership
{
    /// <summary>The widest that InfluxDB 1.12.3 and later accept (influxdb pkg/tlsconfig/certconfig.go).</summary>
    public const UnixFileMode StrictKeyMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc cref="StrictKeyMode"/>
    public const UnixFileMode StrictCertificateMode = StrictKeyMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static FileOwnership Certificate(DesiredState desired, InfluxDbUnit unit)
    {
        var settings = desired.Certificate;
        return new FileOwnership(settings.CertificateOwner ?? unit.User, settings.CertificateGroup ?? unit.Group, settings.CertificateMode);
    }

    /// <summary>The unit's own account unless the configuration names another: 0600 of that account is what every 1.x reads.</summary>
    public static FileOwnership Key(DesiredState desired, InfluxDbUnit unit)
    {
        var settings = desired.Certificate;
        return new FileOwnership(settings.KeyOwner ?? unit.User, settings.KeyGroup ?? unit.Group, settings.KeyMode);
    }

    public static bool CanRead(InfluxDbUnit unit, FileOwnership file) =>
        unit.User == "root"
        || (file.Owner == unit.User
            ? file.Mode.HasFlag(UnixFileMode.UserRead)
            : file.Mode.HasFlag(unit.UserGroups.Contains(file.Group) ? UnixFileMode.GroupRead : UnixFileMode.OtherRead));
}
