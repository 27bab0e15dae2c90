using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>An address as Go's net.Listen takes it: host and port, the host possibly empty.</summary>
public sealed record ListenAddress(string Host, int Port)
{
    /// <summary>Where a client on this host connects: for a wildcard the loopback of its family.</summary>
    public string ConnectHost => Host switch
    {
        "" or "0.0.0.0" => "127.0.0.1",
        "::" => "::1",
        _ => Host,
    };

    /// <summary>Reads ":8086", "localhost:8086", "[::]:8086".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            return false;
        }

        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            return false;
        }

        address = new ListenAddress(host, port);
        return true;
    }
}
