using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether a person has to agree before clients elsewhere lose plain HTTP.</summary>
static class ConfirmationChecks
{
    public static IEnumerable<Finding> First(DesiredState desired, ObservedState observed)
    {
        if (desired.Settings.Clients.FirstApply == FirstApply.Confirm
            && observed is { Recorded.Confirmed: null, Certificate.Generation: null, Config: ConfigFile.Readable { Effective.Https.Enabled: false } })
        {
            yield return Finding.Info(Reason.WaitingForConfirmation,
                "HTTPS is turned on once a person runs influxcertd apply ([clients] first_apply); influxcertd plan shows what will change, and for whom");
        }
    }
}
