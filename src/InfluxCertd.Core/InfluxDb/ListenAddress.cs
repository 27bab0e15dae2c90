using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>An address as Go's net.Listen takes it: host and port, the host possibly empty, an IPv6 address without its brackets.</summary>
public sealed record ListenAddress(string Host, int Port)
{
    /// <summary>Whether it listens on every address of the host.</summary>
    public bool IsWildcard => Host.Length == 0 || Address is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    /// <summary>Where a client on this host connects: for a wildcard the loopback of its family.</summary>
    public string ConnectHost => IsWildcard ? (Address ?? IPAddress.Any).Equals(IPAddress.IPv6Any) ? "::1" : "127.0.0.1" : Host;

    IPAddress? Address => IPAddress.TryParse(Host, out var address) ? address : null;

    /// <summary>Reads ":8086", "localhost:8086", "[::]:8086", "10.0.0.5:https".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || Number(text[(colon + 1)..]) is not { } port)
        {
            return false;
        }

        var host = text[..colon];
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        host = isBracketed ? host[1..^1] : host;
        if (host.AsSpan().ContainsAny("[]") || (!isBracketed && host.Contains(':', StringComparison.Ordinal)))
        {
            return false;
        }

        address = new ListenAddress(host, port);
        return true;
    }

    // Of the names that Go looks up, the two it knows without /etc/services. Port 0 is any free one, which no client can know.
    static int? Number(string port) => port.ToUpperInvariant() switch
    {
        "HTTP" => 80,
        "HTTPS" => 443,
        _ when int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535 => number,
        _ => null,
    };
}
