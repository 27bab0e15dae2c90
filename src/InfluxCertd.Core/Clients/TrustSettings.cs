namespace InfluxCertd.Core.Clients;

/// <summary>How a group of connections, which share these settings, checks certificates now.</summary>
/// <param name="CaFile">The file of trusted certificates; null is the system's.</param>
/// <param name="SkipsVerification">Whether it takes any certificate.</param>
public sealed record TrustSettings(string? CaFile, bool SkipsVerification)
{
    /// <summary>Why these settings can't be changed for sure, a clause; null when they can.</summary>
    public string? Obstacle { get; init; }
}
