using InfluxCertd.Core.Configuration;
using InfluxCertd.Logging;

namespace InfluxCertd.Tests.Reconciliation;

/// <summary>A certificate that can't be renewed is told of once a threshold, louder each time, whoever restarts in between.</summary>
public sealed class AlertTests : IDisposable
{
    readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Each_threshold_alerts_once_and_louder_than_the_one_before()
    {
        await _host.LookAsync();
        var served = _host.InfluxDb.ServedLeaf;
        _host.InfluxDb.Refuses = state => FakeInfluxDb.LeafOf(state) == served ? null : "run: open server: not this one";
        var start = _host.GetUtcNow();
        foreach (var daysLeft in new[] { 40, 29, 20, 13, 6, 2.5, 0.5, -0.5 })
        {
            _host.Travel(start + TimeSpan.FromDays(365 - daysLeft) - _host.GetUtcNow());
            await _host.LookAsync();
            await _host.LookAsync();
            _host.RestartProgram();
            await _host.LookAsync();
        }

        Assert.Equal(
            [
                ("expiry-alert", 28, JournalPriority.Notice),
                ("expiry-alert", 12, JournalPriority.Warning),
                ("expiry-alert", 5, JournalPriority.Error),
                ("expiry-alert", 2, JournalPriority.Error),
                ("expiry-alert", 0, JournalPriority.Critical),
                ("certificate-expired", -1, JournalPriority.Critical),
            ],
            Alerts());
        Assert.Equal(served, _host.InfluxDb.ServedLeaf);
    }

    [Fact]
    public async Task A_certificate_that_renews_in_time_is_never_alerted_about()
    {
        await _host.LookAsync();
        for (var month = 0; month < 24; month++)
        {
            _host.Travel(TimeSpan.FromDays(30));
            await _host.LookAsync();
        }

        Assert.Empty(Alerts());
        Assert.Equal(3, _host.EventNames.Count(name => name == "certificate-issued"));
    }

    [Fact]
    public async Task A_signature_that_is_awaited_is_reminded_of_once_a_week()
    {
        _host.Settings = new Settings { Certificate = new CertificateSettings { Source = CertificateSource.Csr, Key = KeyAlgorithm.EcdsaP256 } };
        for (var day = 0; day < 16; day++)
        {
            await _host.LookAsync();
            await _host.LookAsync();
            _host.RestartProgram();
            _host.Travel(TimeSpan.FromDays(1));
        }

        var told = _host.Events.Where(logged => logged.Entry.Kind == EventKind.SignatureAwaited).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told, logged => Assert.Equal(JournalPriority.Warning, logged.Entry.Priority));
        Assert.StartsWith("Made a signing request: have /var/lib/influxcertd/csr/request.csr signed", told[0].Message, StringComparison.Ordinal);
        Assert.StartsWith("The signature of a CA is awaited: have /var/lib/influxcertd/csr/request.csr signed", told[2].Message, StringComparison.Ordinal);
    }

    IEnumerable<(string, int, JournalPriority)> Alerts() => _host.Events
        .Where(logged => logged.Entry.Kind == EventKind.ExpiryAlert || logged.Entry.Kind == EventKind.CertificateExpired)
        .Select(logged => (logged.Entry.Kind.Name, logged.Entry.Fields.DaysLeft!.Value, logged.Entry.Priority));
}
