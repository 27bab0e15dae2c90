using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Where our own files are. Every path is one on the host's disk: under <c>--root</c> when that is given.</summary>
sealed class HostPaths(HostRoot root)
{
    public HostRoot Root { get; } = root;

    /// <summary>Generations, <c>current</c> and later the trust bundle; beside the names that influxdb.conf uses.</summary>
    public string Certificates { get; } = root.Map("/etc/ssl/influxcertd");

    /// <summary>State, the open intent, and what it would restore; root only.</summary>
    public string State { get; } = root.Map("/var/lib/influxcertd");

    public string Lock { get; } = root.Map("/run/influxcertd/lock");
}
