using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>Reads /proc/net/tcp and /proc/net/tcp6 (proc_pid_net(5)).</summary>
public static class SocketTable
{
    const string Established = "01";

    /// <summary>The other ends of established connections to a local port, each address once.</summary>
    public static IEnumerable<IPAddress> Peers(string table, int port) => table.Split('\n').Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length > 3 && fields[3] == Established && End(fields[1])?.Port == port)
        .Select(fields => End(fields[2])?.Address)
        .OfType<IPAddress>()
        .Distinct();

    // The address is one or four 32-bit words in the byte order of the host, which is little-endian wherever this runs.
    static IPEndPoint? End(string field)
    {
        if (field.Split(':') is not [{ Length: 8 or 32 } address, var port]
            || !int.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var bytes = Convert.FromHexString(address);
        for (var word = 0; word < bytes.Length; word += sizeof(uint))
        {
            Array.Reverse(bytes, word, sizeof(uint));
        }

        var parsed = new IPAddress(bytes);
        return new(parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: true } ? parsed.MapToIPv4() : parsed, number);
    }
}
