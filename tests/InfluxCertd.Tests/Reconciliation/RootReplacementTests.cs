using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Logging;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>A root that was stolen is replaced at once, or not at all.</summary>
public sealed class RootReplacementTests : IDisposable
{
    readonly TestHost _host = new();

    public RootReplacementTests() => _host.Settings = new Settings
    {
        Certificate = new CertificateSettings { Source = CertificateSource.PrivateCa, Key = KeyAlgorithm.EcdsaP256, Lifetime = TimeSpan.FromDays(30) },
    };

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_new_root_is_served_and_nothing_of_the_old_one_is_left()
    {
        await _host.LookAsync();
        await _host.LookAsync(Trigger.RenewNow);
        var ca = _host.Program.Issuers.Ca;
        using var waiting = ca.Add(new("db1", null), ["db1"], _host.GetUtcNow().AddDays(7));
        await _host.LookAsync();
        string[] old = [.. ca.TrustAnchors()];
        Assert.Equal(2, old.Length);
        var result = await ReplaceAsync();
        Assert.True(result.Succeeded);
        var anchor = Assert.Single(ca.TrustAnchors());
        Assert.DoesNotContain(anchor, old);
        Assert.Equal(anchor, _host.Read("/etc/ssl/influxcertd/trust.pem"));
        using var root = ca.Signing()!;
        Assert.Equal(root.Certificate.Subject, result.After.Observed.Certificate.Leaf!.Issuer);
        Assert.Equal(_host.InfluxDb.ServedLeaf, result.After.Observed.Certificate.Leaf.FingerprintSha256);
        Assert.Single(_host.Program.Generations.List());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(root.Path));
        Assert.False(Directory.Exists(_host.OnDisk("/var/lib/influxcertd/undo")));
        Assert.Contains(_host.Events, logged => logged is { Entry: { Kind.Name: "trust-published", Priority: JournalPriority.Warning } }
            && logged.Message.StartsWith("The private CA has another root: every client that knows only the old one fails", StringComparison.Ordinal));
        Assert.Empty((await _host.PlanAsync()).Plan.Steps);
    }

    [Fact]
    public async Task The_old_root_is_back_where_InfluxDB_does_not_take_the_new_one()
    {
        await _host.LookAsync();
        var served = _host.InfluxDb.ServedLeaf;
        var before = _host.Snapshot();
        _host.InfluxDb.Refuses = state => FakeInfluxDb.LeafOf(state) == served ? null : "run: open server: not this one";
        Assert.False((await ReplaceAsync()).Succeeded);
        Assert.Equal(before, _host.Snapshot());
        Assert.Equal(served, _host.InfluxDb.ServedLeaf);
    }

    async Task<InfluxCertd.Reconciliation.Reconciliation> ReplaceAsync()
    {
        var desired = (await _host.PlanAsync()).Desired with { Trigger = Trigger.RenewNow, ReplaceRoot = true };
        return await _host.Program.Reconciler.ReconcileAsync(desired, _ => { }, TestContext.Current.CancellationToken);
    }
}
