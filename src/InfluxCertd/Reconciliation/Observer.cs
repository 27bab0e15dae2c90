using InfluxCertd.Clients;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>Looks at the host: the files, influxdb.conf, the unit, and the certificate that InfluxDB really serves.</summary>
sealed class Observer(
    CertificateObserver certificates, ConfigObserver configs, UnitObserver units, ClientObserver clients,
    IWireProbe wire, CandidateReader candidates, IHostIdentity identity, IHostClock clock, RecordedStateFile recorded, EditRecords records, TransactionFolder folder, TimeProvider time)
{
    public async Task<ObservedState> ObserveAsync(DesiredState desired, CancellationToken cancellation)
    {
        var host = identity.ReadAsync(cancellation);
        var unit = await units.ObserveAsync(desired.Settings.InfluxDb.Unit, cancellation);
        var config = configs.Observe(desired.Settings.InfluxDb.ConfigFile, unit.Environment);
        var served = await ServedAsync(desired, unit, config, cancellation);
        var installed = certificates.Certificate();
        var observed = new ObservedState(
            time.GetUtcNow(),
            await host,
            installed,
            certificates.Files(desired, unit, config),
            config,
            unit,
            served,
            served.Version ?? await InfluxDbProgram.VersionAsync(unit, cancellation),
            recorded.Read())
        {
            Source = SourceOf(desired, await host, installed),
            Next = certificates.Next(),
            HasOpenIntent = folder.Intent.Exists,
            Clock = clock.Read(),
            ConfigEdits = records.Find(desired.Settings.InfluxDb.ConfigFile),
        };
        return ClientTargets.Of(desired, observed) is { } target
            ? observed with { Clients = await clients.ObserveAsync(target, desired.Settings.Clients, cancellation) }
            : observed;
    }

    SourceState SourceOf(DesiredState desired, HostNames host, InstalledCertificate installed) => candidates.Look(desired.Certificate, host, installed.Leaf) switch
    {
        null => new SourceState.OnDemand(),
        { IsAwaited: true } awaited => new SourceState.Awaited(awaited.Refusal!, candidates.HasRequest),
        { Leaf: { } leaf } offered => new SourceState.Offered(leaf, offered.Remarks),
        var refused => new SourceState.Refused(refused.Refusal!),
    };

    async Task<ServedState> ServedAsync(DesiredState desired, InfluxDbUnit unit, ConfigFile config, CancellationToken cancellation)
    {
        if (!unit.IsActive || config is not ConfigFile.Readable { Effective: { Enabled: true } http })
        {
            return new ServedState.NotProbed();
        }

        if (Endpoint.Of(desired.Settings.InfluxDb, http) is not { } endpoint)
        {
            return new ServedState.Nothing($"bind-address \"{http.BindAddress}\" names no address; set [influxdb] address");
        }

        return await wire.ProbeAsync(endpoint.Host, endpoint.Port, cancellation) switch
        {
            WireState.Tls tls => new ServedState.Tls(tls.LeafFingerprintSha256, tls.Leaf.NotAfter, tls.Leaf.IsSelfIssued, tls.PingStatus) { Version = Parse(tls.Version) },
            WireState.PlainHttp plain => new ServedState.PlainHttp { Version = Parse(plain.Version) },
            WireState.Nothing nothing => new ServedState.Nothing($"{endpoint}: {nothing.Reason}"),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    static InfluxDbVersion? Parse(string? version) =>
        version is not null && InfluxDbVersion.TryParse(version, out var parsed) ? parsed : null;
}
