using System.Net;
using InfluxCertd.Core.Clients.Traffic;

namespace InfluxCertd.Clients;

/// <summary>
/// The kernel's tables of this network namespace. By way of /proc/self, as /proc/net itself is hidden from a unit with
/// ProcSubset=pid.
/// </summary>
static class NetworkTables
{
    const string Folder = "/proc/self/net/";

    /// <summary>The addresses that are connected to a port of this host now.</summary>
    public static IReadOnlyList<IPAddress> Peers(int port) =>
        [.. SocketTable.Peers(Read("tcp"), port).Concat(SocketTable.Peers(Read("tcp6"), port)).Distinct()];

    /// <summary>This host's own addresses.</summary>
    public static IReadOnlyList<IPAddress> Addresses() => [.. LocalAddresses.Of(Read("fib_trie"), Read("if_inet6"))];

    public static bool IsLocal(string address, IReadOnlyCollection<IPAddress> own) =>
        IPAddress.TryParse(address, out var parsed) && (IPAddress.IsLoopback(parsed) || own.Contains(parsed));

    // A kernel without IPv6 has no tables of it.
    static string Read(string table)
    {
        try
        {
            return File.ReadAllText(Folder + table);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
