namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether the installed files are where, what and whose they should be.</summary>
static class FileChecks
{
    public static IEnumerable<Finding> Installed(DesiredState desired, ObservedState observed)
    {
        foreach (var file in observed.Files)
        {
            if (file.Role == InstalledRole.TrustBundle && file.Status != InstalledStatus.AsDesired)
            {
                if (observed.Certificate.Generation is not null)
                {
                    yield return Finding.Repairable(Reason.TrustBundleDiffers, $"{file.Path} does not hold what clients should trust");
                }

                continue;
            }

            switch (file.Status)
            {
                case InstalledStatus.Missing:
                    yield return Finding.Repairable(Reason.FileMissing, $"{file.Path} does not exist");
                    break;
                case InstalledStatus.Replaced:
                    yield return Finding.Repairable(Reason.FileReplaced, $"{file.Path} is not what influxcertd installs there");
                    break;
                default:
                    foreach (var finding in Ownership(file))
                    {
                        yield return finding;
                    }

                    break;
            }
        }
    }

    static IEnumerable<Finding> Ownership(InstalledFile file)
    {
        if (file is not { Actual: { } actual, Wanted: { } wanted })
        {
            yield break;
        }

        if ((actual.Owner, actual.Group) != (wanted.Owner, wanted.Group))
        {
            yield return Finding.Repairable(Reason.OwnerDiffers,
                $"{file.Path} belongs to {actual.Owner}:{actual.Group} instead of {wanted.Owner}:{wanted.Group}");
        }

        if (actual.Mode != wanted.Mode)
        {
            yield return Finding.Repairable(Reason.ModeDiffers,
                $"{file.Path} has mode {HostChecks.FileMode(actual.Mode)} instead of {HostChecks.FileMode(wanted.Mode)}");
        }
    }
}
