using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Linux;

/// <summary>What answers on an address.</summary>
abstract record WireState
{
    public sealed record Nothing(string Reason) : WireState;

    /// <param name="Version">X-Influxdb-Version, null when the answer names none.</param>
    public sealed record PlainHttp(string? Version) : WireState;

    /// <param name="PingStatus">The HTTP status of /ping; null when the connection was secure but nothing answered on it.</param>
    public sealed record Tls(LeafFacts Leaf, int? PingStatus, string? Version) : WireState
    {
        public string LeafFingerprintSha256 => Leaf.FingerprintSha256;
    }
}
