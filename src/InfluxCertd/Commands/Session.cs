using InfluxCertd.Configuration;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Hosting;
using InfluxCertd.Linux;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Commands;

/// <summary>One call of a verb: its configuration, and the program put together around it.</summary>
sealed class Session(HostRoot root, LoadResult loaded, Settings settings, Trigger trigger)
{
    public LoadResult Loaded { get; } = loaded;

    public HostPaths Paths { get; } = new(root);

    public DesiredState Desired { get; } = new(settings, EffectiveSettings.Digest(loaded.Effective), TimeZoneInfo.Local, trigger);

    public Task<HostNames> HostAsync(CancellationToken cancellation) => new HostIdentity(Paths.Root).ReadAsync(cancellation);

    /// <summary>The program, logging to <paramref name="log"/>.</summary>
    public Composition Compose(EventLog log) => new(Paths, log, TimeProvider.System);
}
