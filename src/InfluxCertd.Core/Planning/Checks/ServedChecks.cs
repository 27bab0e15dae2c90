using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether InfluxDB serves what is on disk. "Files right, but not served" is drift like any other.</summary>
static class ServedChecks
{
    public static IEnumerable<Finding> Served(DesiredState desired, ObservedState observed)
    {
        if (observed.Unit.Activity != UnitActivity.Running)
        {
            yield break;
        }

        switch (observed.Served)
        {
            case ServedState.Nothing nothing:
                yield return Finding.Warning(Reason.InfluxDbNotListening,
                    $"{observed.Unit.Name} runs, but does not answer yet: {nothing.Reason}");
                break;
            case ServedState.PlainHttp:
                yield return Finding.Repairable(Reason.HttpsNotServed, "InfluxDB answers in plain HTTP");
                break;
            case ServedState.Tls tls when observed.Certificate.Leaf is { } leaf && tls.FingerprintSha256 != leaf.FingerprintSha256:
                yield return Finding.Repairable(Reason.OldCertificateServed,
                    $"InfluxDB serves a certificate valid until {tls.NotAfter:yyyy-MM-dd} that is not the installed one");
                break;
            case ServedState.Tls tls when !ServedState.IsAlive(tls.PingStatus):
                yield return Finding.Warning(Reason.PingRefused,
                    tls.PingStatus is { } status ? $"InfluxDB answers /ping with HTTP {status} instead of 204" : "InfluxDB does not answer /ping over HTTPS");
                break;
        }
    }

    public static IEnumerable<Finding> Interrupted(DesiredState desired, ObservedState observed)
    {
        if (observed.HasOpenIntent)
        {
            yield return Finding.Repairable(Reason.InterruptedChange, "an earlier change was interrupted before it was verified");
        }
    }
}
