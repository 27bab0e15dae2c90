using System.Net;
using System.Net.Sockets;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Linux;

/// <summary>By which names this host goes; a seam, so that tests can rename it.</summary>
interface IHostIdentity
{
    Task<HostNames> ReadAsync(CancellationToken cancellation);
}

/// <summary>The kernel's host name, and what the resolver makes of it.</summary>
sealed class HostIdentity(HostRoot root) : IHostIdentity
{
    /// <summary>A resolver that does not answer must not hold a renewal up.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HostNames> ReadAsync(CancellationToken cancellation)
    {
        var name = root.IsHost ? Environment.MachineName : NameUnderRoot();
        var shortName = name.Split('.')[0];
        if (name.Contains('.', StringComparison.Ordinal) || !root.IsHost)
        {
            return new HostNames(shortName, name.Contains('.', StringComparison.Ordinal) ? name : null);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var canonical = (await Dns.GetHostEntryAsync(name, limit.Token).WaitAsync(limit.Token)).HostName;
            return new HostNames(shortName, IsFullNameOf(canonical, shortName) ? canonical : null);
        }
        catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new HostNames(shortName, null);
        }
    }

    /// <summary>Debian's 127.0.1.1 line can name the host "localhost.localdomain"; that is no name of this host.</summary>
    static bool IsFullNameOf(string canonical, string shortName) =>
        canonical.StartsWith(shortName + ".", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(canonical, out _);

    string NameUnderRoot()
    {
        var path = root.Resolve("/etc/hostname");
        var name = File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        return name.Length > 0 ? name : "localhost";
    }
}
