namespace InfluxCertd.Core.InfluxDb;

public static class UnitActivityExtensions
{
    /// <summary>Whether the unit runs, or is on its way to.</summary>
    public static bool IsUp(this UnitActivity activity) => activity is UnitActivity.Running or UnitActivity.Starting;
}
