namespace InfluxCertd.Linux;

/// <summary>The daemon's own unit, as packaged.</summary>
static class OwnUnit
{
    public const string Name = "influxcertd.service";
}
