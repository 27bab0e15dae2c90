using System.Globalization;

namespace InfluxCertd.Core.Text;

/// <summary>Moments as sentences and reports name them.</summary>
public static class UtcText
{
    /// <summary>To the minute, such as "2027-11-25 01:08 UTC".</summary>
    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
