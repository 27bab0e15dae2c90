using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Core.Tests.Planning;

/// <summary>What each source of certificates does in each situation, and what the successor that is published ahead is for.</summary>
public class SourceTests
{
    static readonly DateTimeOffset Due = Some.Issued.AddDays(340);

    static DesiredState With(CertificateSource source) => Some.Desired(new Settings { Certificate = new() { Source = source, SourceIsExplicit = true } });

    static ObservedState Installed(CertificateSource? source, SourceState state) =>
        Some.HealthyHost() with { Certificate = Some.HealthyHost().Certificate with { Source = source }, Source = state };

    static SourceState.Offered Offer(string fingerprint) => new(Some.Leaf(Some.Issued, Some.Issued.AddDays(400), fingerprint), []);

    static string Steps(Plan plan) => string.Join(' ', plan.Steps.Select(step => step switch
    {
        Step.IssueCertificate issue => $"Issue:{issue.Source.Name()}",
        Step.Activate activate => activate.How.ToString(),
        Step.RequestSignature request => request.Anew ? "RequestAnew" : "Request",
        Step.SwitchGeneration back => $"Switch:{back.Number}",
        _ => step.GetType().Name,
    }));

    [Fact]
    public void A_certificate_that_someone_else_renewed_is_taken_at_once() =>
        Assert.Equal("Issue:files Restart Verify", Steps(Planner.Decide(With(CertificateSource.Files), Installed(CertificateSource.Files, Offer("new")))));

    [Fact]
    public void The_same_certificate_again_is_nothing_to_do() =>
        Assert.Equal("", Steps(Planner.Decide(With(CertificateSource.Files), Installed(CertificateSource.Files, Offer("aa")))));

    [Fact]
    public void A_renewal_that_nobody_provided_is_warned_about_and_not_ours_to_make()
    {
        var plan = Planner.Decide(With(CertificateSource.Files), Installed(CertificateSource.Files, Offer("aa")) with { Now = Due });
        Assert.Equal([Reason.RenewalNotProvided], plan.Findings.Select(finding => finding.Reason));
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void What_is_refused_leaves_the_installed_certificate_alone()
    {
        var plan = Planner.Decide(With(CertificateSource.Files), Installed(CertificateSource.Files, new SourceState.Refused("/x is no certificate")));
        Assert.Equal([(Reason.SourceRefused, Severity.Warning)], plan.Findings.Select(finding => (finding.Reason, finding.Severity)));
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void With_nothing_installed_and_nothing_to_take_InfluxDB_stays_as_it_is()
    {
        var plan = Planner.Decide(With(CertificateSource.Files), Some.FreshHost() with { Source = new SourceState.Refused("/x is no certificate") });
        Assert.Contains(plan.Findings, finding => finding is { Reason: Reason.SourceRefused, Severity: Severity.Error });
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void Another_source_is_taken_up_by_a_change_of_the_configuration()
    {
        Assert.Equal("Issue:private-ca Restart Verify", Steps(Planner.Decide(With(CertificateSource.PrivateCa), Installed(CertificateSource.SelfSigned, new SourceState.OnDemand()))));
        Assert.Equal("Issue:self-signed Restart Verify", Steps(Planner.Decide(With(CertificateSource.SelfSigned), Installed(CertificateSource.Files, new SourceState.OnDemand()))));
    }

    [Fact]
    public void Until_a_CA_has_signed_a_self_signed_certificate_stands_in()
    {
        var fresh = Some.FreshHost() with { Source = new SourceState.Awaited("waiting", HasRequest: false) };
        Assert.StartsWith("Issue:self-signed Request", Steps(Planner.Decide(With(CertificateSource.Csr), fresh)), StringComparison.Ordinal);

        // It renews itself for as long as that takes; the present one of a CA stays until it has expired.
        var awaited = new SourceState.Awaited("waiting", HasRequest: true);
        Assert.Equal("Issue:self-signed Restart Verify", Steps(Planner.Decide(With(CertificateSource.Csr), Installed(CertificateSource.SelfSigned, awaited) with { Now = Due })));
        Assert.Equal("", Steps(Planner.Decide(With(CertificateSource.Csr), Installed(CertificateSource.Csr, awaited) with { Now = Due })));
        Assert.Equal("Issue:self-signed Restart Verify", Steps(Planner.Decide(With(CertificateSource.Csr), Installed(CertificateSource.Csr, awaited) with { Now = Due.AddDays(30) })));
    }

    [Theory]
    [InlineData(CertificateSource.Csr, 60, Severity.Warning, AlertLevel.Warning)]
    [InlineData(CertificateSource.Csr, 29, Severity.Warning, AlertLevel.Warning)]
    [InlineData(CertificateSource.Csr, 8, Severity.Warning, AlertLevel.Warning)]
    [InlineData(CertificateSource.Csr, 6, Severity.Error, AlertLevel.Error)]
    [InlineData(CertificateSource.Csr, 0, Severity.Error, AlertLevel.Critical)]
    [InlineData(CertificateSource.Files, 6, Severity.Error, AlertLevel.Error)]
    [InlineData(CertificateSource.SelfSigned, 0, Severity.Warning, AlertLevel.Warning)]
    public void A_signature_that_is_awaited_is_the_more_urgent_the_less_time_is_left(CertificateSource inUse, int daysLeft, Severity severity, AlertLevel level)
    {
        var desired = With(CertificateSource.Csr);
        var host = Installed(inUse, new SourceState.Awaited("waiting", HasRequest: true)) with { Now = Some.Issued.AddDays(365 - daysLeft).AddHours(-1) };
        var finding = Assert.Single(Planner.Decide(desired, host).Findings, finding => finding.Severity is Severity.Warning or Severity.Error);
        Assert.Equal((Reason.SignatureAwaited, severity), (finding.Reason, finding.Severity));
        Assert.Equal(level, SignatureReminder.Level(desired, host));
    }

    [Fact]
    public void A_reminder_is_repeated_after_a_week_or_when_it_has_become_more_urgent()
    {
        var last = new ReminderRecord(Some.Issued, AlertLevel.Error);
        Assert.True(SignatureReminder.IsDue(null, AlertLevel.Warning, Some.Issued));
        Assert.False(SignatureReminder.IsDue(last, AlertLevel.Error, Some.Issued.AddDays(6)));
        Assert.False(SignatureReminder.IsDue(last, AlertLevel.Warning, Some.Issued.AddDays(6)));
        Assert.True(SignatureReminder.IsDue(last, AlertLevel.Critical, Some.Issued.AddMinutes(1)));
        Assert.True(SignatureReminder.IsDue(last, AlertLevel.Warning, Some.Issued.AddDays(7)));
    }

    [Fact]
    public void A_certificate_that_was_signed_by_request_has_its_next_request_made_in_time() =>
        Assert.Equal("RequestAnew", Steps(Planner.Decide(With(CertificateSource.Csr), Installed(CertificateSource.Csr, Offer("aa")) with { Now = Due })));

    [Fact]
    public void The_successor_is_published_a_week_before_it_is_served()
    {
        var host = Installed(CertificateSource.SelfSigned, new SourceState.OnDemand());
        var published = Some.Issued.AddDays(335 - 7);
        Assert.Equal("", Steps(Planner.Decide(Some.Desired(), host with { Now = published.AddMinutes(-1) })));
        Assert.Equal(published, Planner.Decide(Some.Desired(), host with { Now = published.AddMinutes(-1) }).NextCheck);
        Assert.Equal("PublishNext", Steps(Planner.Decide(Some.Desired(), host with { Now = published })));

        var next = new InstalledCertificate(2, Some.Leaf(published, published.AddDays(365), "ee"), KeyMatch.Matches) { Source = CertificateSource.SelfSigned };
        Assert.Equal("", Steps(Planner.Decide(Some.Desired(), host with { Now = published.AddHours(1), Next = next })));
        Assert.Equal("Switch:2 Restart Verify", Steps(Planner.Decide(Some.Desired(), host with { Now = Due, Next = next })));
    }

    [Fact]
    public void A_successor_that_no_longer_fits_is_not_used()
    {
        var next = new InstalledCertificate(2, Some.Leaf(Due.AddDays(-7), Due.AddDays(358), "ee") with { SubjectAlternativeNames = ["elsewhere"] }, KeyMatch.Matches)
        {
            Source = CertificateSource.SelfSigned,
        };
        Assert.Equal("Issue:self-signed Restart Verify", Steps(Planner.Decide(Some.Desired(), Installed(CertificateSource.SelfSigned, new SourceState.OnDemand()) with { Now = Due, Next = next })));
    }

    [Fact]
    public void A_successor_of_another_key_is_not_used_once_the_key_is_to_stay()
    {
        var reuse = Some.Desired(new Settings { Certificate = new() { KeyReuse = true } });
        var host = Installed(CertificateSource.SelfSigned, new SourceState.OnDemand()) with { Now = Due };
        var same = new InstalledCertificate(2, Some.Leaf(Due.AddDays(-7), Due.AddDays(358), "ee"), KeyMatch.Matches) { Source = CertificateSource.SelfSigned };
        var another = same with { Leaf = same.Leaf! with { PublicKeySha256 = "cc" } };
        Assert.Equal("Switch:2 Restart Verify", Steps(Planner.Decide(reuse, host with { Next = same })));
        Assert.Equal("Issue:self-signed Restart Verify", Steps(Planner.Decide(reuse, host with { Next = another })));
        Assert.Equal("PublishNext", Steps(Planner.Decide(reuse, host with { Now = Some.Issued.AddDays(334), Next = another })));
    }

    [Fact]
    public void A_trust_bundle_that_differs_is_written_without_touching_InfluxDB()
    {
        var host = Some.HealthyHost();
        host = host with { Files = host.Files.Add(new InstalledFile(InstalledRole.TrustBundle, "/etc/ssl/influxcertd/trust.pem", InstalledStatus.Replaced, null, null)) };
        Assert.Equal("PublishTrust", Steps(Planner.Decide(Some.Desired(), host)));
    }
}
