using System.Net;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>
/// This host's addresses from /proc/net/fib_trie and /proc/net/if_inet6, for a process that may not open the netlink socket
/// that getifaddrs(3) needs.
/// </summary>
public static class LocalAddresses
{
    public static IEnumerable<IPAddress> Of(string fibTrie, string ifInet6) => V4(fibTrie).Concat(V6(ifInet6)).Distinct();

    // An address stands above its routes: "|-- 192.0.2.10", then "/32 host LOCAL".
    static IEnumerable<IPAddress> V4(string table)
    {
        var lines = table.Split('\n').Select(line => line.Trim()).ToList();
        return lines.Zip(lines.Skip(1))
            .Where(pair => pair.Second == "/32 host LOCAL" && pair.First.StartsWith("|-- ", StringComparison.Ordinal))
            .Select(pair => IPAddress.TryParse(pair.First[4..], out var address) ? address : null)
            .OfType<IPAddress>();
    }

    static IEnumerable<IPAddress> V6(string table) => table.Split('\n')
        .Select(line => line.Split(' ', 2)[0])
        .Where(address => address.Length == 32)
        .Select(address => new IPAddress(Convert.FromHexString(address)));
}
