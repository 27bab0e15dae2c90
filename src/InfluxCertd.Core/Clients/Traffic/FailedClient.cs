using System.Text.Json.Serialization;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>A client whose handshakes fail, for one reason.</summary>
public sealed record FailedClient(string Address, string Reason, DateTimeOffset Since, DateTimeOffset LastSeen, int Count)
{
    static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(30);

    /// <summary>It has been mended: silent for longer than it was wont to be, while somebody at its address gets through.</summary>
    public bool IsOver { get; init; }

    /// <summary>Whether it is a client that refuses the certificate or speaks plain HTTP, and no port scan or broken connection.</summary>
    [JsonIgnore]
    public bool IsClient => new HandshakeFailure(Address, Reason) is { IsRefusal: true } or { IsPlainHttp: true };

    /// <summary>What the reason means, a clause.</summary>
    [JsonIgnore]
    public string Meaning => new HandshakeFailure(Address, Reason).IsRefusal ? "does not trust the certificate" : "speaks plain HTTP";

    /// <summary>Several clients may share an address, and only some of them fail: so silence counts as well.</summary>
    /// <param name="through">When a request from its address was last answered; null for never.</param>
    public FailedClient At(DateTimeOffset now, DateTimeOffset? through)
    {
        var usual = Count > 1 ? 3 * (LastSeen - Since) / (Count - 1) : TimeSpan.Zero;
        return this with { IsOver = IsOver || (through > LastSeen && now - LastSeen > (usual > ShortestSilence ? usual : ShortestSilence)) };
    }
}
