using System.Collections.Immutable;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Core.Tests.Planning;

public class PlannerTests
{
    [Fact]
    public void On_a_healthy_host_there_is_nothing_to_find_or_do()
    {
        var plan = Planner.Decide(Some.Desired(), Some.HealthyHost());
        Assert.Empty(plan.Findings);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void A_fresh_host_gets_everything_in_the_order_that_is_safe()
    {
        var plan = Planner.Decide(Some.Desired(), Some.FreshHost());
        Assert.Collection(plan.Steps,
            step => Assert.Equal(new Step.IssueCertificate(Reason.CertificateMissing), step),
            step => Assert.IsType<Step.InstallNames>(step),
            step => Assert.Contains("https-enabled = true", Assert.IsType<Step.EditConfig>(step).NewText, StringComparison.Ordinal),
            step => Assert.Equal(new Step.Activate(Activation.Restart), step),
            step => Assert.IsType<Step.Verify>(step));
    }

    public static TheoryData<string, Func<ObservedState, ObservedState>, Reason[], string> Drift => new()
    {
        { "renewal due", host => host with { Now = Some.Issued.AddDays(336) }, [Reason.RenewalDue], "Issue Restart Verify" },
        { "expired", host => host with { Now = Some.Issued.AddDays(366) }, [Reason.CertificateExpired], "Issue Restart Verify" },
        { "from the future", host => host with { Certificate = host.Certificate with { Leaf = Some.Leaf(host.Now.AddDays(1), host.Now.AddDays(366)) } }, [Reason.CertificateNotYetValid], "Issue Restart Verify" },
        { "damaged", host => host with { Certificate = new(1, null, KeyMatch.NotChecked, "x is no certificate") }, [Reason.CertificateDamaged], "Issue Restart Verify" },
        { "key gone", host => host with { Certificate = host.Certificate with { Key = KeyMatch.Missing } }, [Reason.KeyMissing], "Issue Restart Verify" },
        { "key of another", host => host with { Certificate = host.Certificate with { Key = KeyMatch.Differs } }, [Reason.KeyMismatch], "Issue Restart Verify" },
        { "host renamed", host => host with { Host = new HostNames("db2", "db2.example.org") }, [Reason.NamesNotCovered], "Issue Restart Verify" },
        { "name deleted", host => host with { Files = WithStatus(host, InstalledRole.KeyName, InstalledStatus.Missing) }, [Reason.FileMissing], "Names Verify" },
        { "name replaced", host => host with { Files = WithStatus(host, InstalledRole.CertificateName, InstalledStatus.Replaced) }, [Reason.FileReplaced], "Names Verify" },
        { "key opened to the world", host => host with { Files = WithMode(host, InstalledRole.Key, UnixFileMode.UserRead | UnixFileMode.OtherRead) }, [Reason.ModeDiffers], "Ownership Verify" },
        { "config edited back", host => host with { Config = Some.ConfigFile("[http]\nhttps-enabled = false\n") }, [Reason.ConfigDiffers], "Config Restart Verify" },
        { "old leaf served", host => host with { Served = Some.Served("cc") }, [Reason.OldCertificateServed], "Restart Verify" },
        { "plain HTTP served", host => host with { Served = new ServedState.PlainHttp() }, [Reason.HttpsNotServed], "Restart Verify" },
        { "old leaf served by 1.12.3", host => host with { Served = Some.Served("cc") with { Version = Some.Version("1.12.3") } }, [Reason.OldCertificateServed], "Reload Verify" },
        { "old leaf served by 1.12.2, which SIGHUP would end", host => host with { Served = Some.Served("cc") with { Version = Some.Version("1.12.2") } }, [Reason.OldCertificateServed], "Restart Verify" },
        { "failed because of us", host => host with { Unit = Some.Unit(UnitActivity.Failed), Served = new ServedState.Nothing("refused"), Certificate = host.Certificate with { Key = KeyMatch.Missing } }, [Reason.InfluxDbFailed, Reason.KeyMissing], "Issue Restart Verify" },
        { "failed before we came", host => host with { Unit = Some.Unit(UnitActivity.Failed), Served = new ServedState.Nothing("refused") }, [Reason.InfluxDbFailed], "" },
        { "stopped by a person and due", host => host with { Unit = Some.Unit(UnitActivity.Stopped), Served = new ServedState.Nothing("refused"), Now = Some.Issued.AddDays(340) }, [Reason.InfluxDbStopped, Reason.RenewalDue], "Issue" },
        { "masked and due", host => host with { Unit = Some.Unit(UnitActivity.Masked), Served = new ServedState.Nothing("refused"), Now = Some.Issued.AddDays(340) }, [Reason.InfluxDbStopped, Reason.RenewalDue], "Issue" },
        { "not listening", host => host with { Served = new ServedState.Nothing("connection refused") }, [Reason.InfluxDbNotListening], "" },
        { "ping refused", host => host with { Served = Some.Served(ping: 503) }, [Reason.PingRefused], "" },
        { "ping wants credentials", host => host with { Served = Some.Served(ping: 401) }, [], "" },
        { "clock before this program", host => host with { Now = DateTimeOffset.UnixEpoch, Clock = new(Some.Issued, null) }, [Reason.ClockSuspect, Reason.CertificateNotYetValid], "" },
        { "clock about to be set", host => host with { Now = Some.Issued.AddDays(340), Clock = new(Some.Issued, Some.Issued.AddDays(340).AddMinutes(3)) }, [Reason.ClockNotSynchronised, Reason.RenewalDue], "" },
        { "failed before we came and due", host => host with { Unit = Some.Unit(UnitActivity.Failed), Served = new ServedState.Nothing("refused"), Now = Some.Issued.AddDays(340) }, [Reason.InfluxDbFailed, Reason.RenewalDue], "Issue" },
        { "not installed", host => host with { Unit = Some.Unit(UnitActivity.NotFound) }, [Reason.InfluxDbNotInstalled], "" },
        { "config missing", host => host with { Config = new ConfigFile.Missing("/x") }, [Reason.ConfigMissing], "" },
        { "config broken", host => host with { Config = new ConfigFile.Unreadable("/x", "/x:1:1: broken") }, [Reason.ConfigUnreadable], "" },
        { "HTTP off", host => host with { Config = Some.ConfigFile("[http]\nenabled = false\n") }, [Reason.HttpDisabled, Reason.ConfigDiffers], "" },
        { "InfluxDB 2", host => host with { Version = Some.Version("2.7.1") }, [Reason.InfluxDbTooNew], "" },
    };

    [Theory]
    [MemberData(nameof(Drift))]
    public void Each_kind_of_drift_has_its_reason_and_its_repair(
        string drift, Func<ObservedState, ObservedState> change, Reason[] reasons, string steps)
    {
        Assert.NotNull(drift);
        var plan = Planner.Decide(Some.Desired(), change(Some.HealthyHost()));
        Assert.Equal(reasons, plan.Findings.Select(finding => finding.Reason));
        Assert.Equal(steps, string.Join(' ', plan.Steps.Select(Abbreviate)));
    }

    [Fact]
    public void Another_key_algorithm_is_taken_up_at_once()
    {
        var settings = new Settings { Certificate = new() { Key = KeyAlgorithm.EcdsaP256 } };
        Assert.True(Planner.Decide(Some.Desired(settings), Some.HealthyHost()).Has(Reason.KeyAlgorithmDiffers));
    }

    [Fact]
    public void A_due_renewal_waits_for_the_window_and_says_until_when()
    {
        var settings = new Settings { Certificate = new() { RenewWindow = [Some.Window("02:00-05:00")] } };
        var plan = Planner.Decide(Some.Desired(settings), Some.HealthyHost() with { Now = Some.Issued.AddDays(336).AddHours(9) });
        Assert.Equal([Reason.RenewalPostponed, Reason.NextUnpublished], plan.Findings.Select(finding => finding.Reason));
        Assert.Equal([new Step.PublishNext()], plan.Steps);
        Assert.Equal(
            "the certificate runs out on 2028-01-01 00:00 UTC; its renewal waits for renew_window until 2027-12-04 02:00 UTC",
            plan.Findings[0].Message);
    }

    [Fact]
    public void Renew_issues_a_certificate_that_nothing_is_wrong_with() =>
        Assert.Contains(
            new Step.IssueCertificate(Reason.RenewalRequested),
            Planner.Decide(Some.Desired(trigger: Trigger.RenewNow), Some.HealthyHost()).Steps);

    [Theory]
    [InlineData("/etc/pki/our.pem", false, true)]
    [InlineData("/etc/pki/our.pem", true, false)]
    [InlineData("/etc/ssl/influxdb-selfsigned.crt", false, false)]
    public void Https_set_up_with_another_certificate_is_watched_unless_a_source_is_configured(string path, bool explicitSource, bool foreign)
    {
        var settings = new Settings { Certificate = new() { SourceIsExplicit = explicitSource } };
        var host = Some.FreshHost() with
        {
            Config = Some.ConfigFile($"[http]\nhttps-enabled = true\nhttps-certificate = \"{path}\"\n"),
            Served = Some.Served("dd"),
        };
        var plan = Planner.Decide(Some.Desired(settings), host);
        Assert.Equal(foreign, plan.Has(Reason.ForeignCertificate));
        Assert.Equal(foreign, plan.Steps.IsEmpty);
    }

    [Fact]
    public void An_environment_that_forbids_https_is_named_instead_of_editing_without_effect()
    {
        var variable = ("INFLUXDB_HTTP_HTTPS_ENABLED", "false");
        var host = Some.FreshHost();
        host = host with
        {
            Config = Some.ConfigFile("[http]\n", variable),
            Unit = host.Unit with { Environment = ImmutableDictionary<string, string>.Empty.Add(variable.Item1, variable.Item2) },
        };
        var plan = Planner.Decide(Some.Desired(), host);
        var finding = Assert.Single(plan.Findings, finding => finding.Reason == Reason.EnvironmentOverride);
        Assert.Equal(
            "INFLUXDB_HTTP_HTTPS_ENABLED in the environment of influxdb.service overrides /etc/influxdb/influxdb.conf, so editing the file has no effect; remove it from the unit, its drop-ins or its EnvironmentFile",
            finding.Message);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void The_guides_modes_are_refused_where_InfluxDB_would_not_start_with_them()
    {
        var settings = new Settings { Certificate = new() { GuideLayout = true, KeyOwner = "root", KeyGroup = "root", KeyMode = CertificateSettings.GuideMode } };
        Assert.False(Planner.Decide(Some.Desired(settings), Some.FreshHost()).Has(Reason.KeyModeNotAccepted));
        var strict = Planner.Decide(Some.Desired(settings), Some.FreshHost() with { Version = Some.Version("1.12.4") });
        Assert.True(strict.Has(Reason.KeyModeNotAccepted));
        Assert.Empty(strict.Steps);
    }

    [Fact]
    public void A_key_that_the_service_could_not_read_never_reaches_the_disk()
    {
        var settings = new Settings { Certificate = new() { KeyOwner = "root", KeyGroup = "root" } };
        var plan = Planner.Decide(Some.Desired(settings), Some.FreshHost());
        Assert.True(plan.Has(Reason.KeyNotReadable));
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void Backing_off_holds_the_same_plan_until_its_time_and_no_longer()
    {
        var host = Some.FreshHost();
        var failing = Planner.Decide(Some.Desired(), host);
        var failed = host with
        {
            Recorded = new RecordedState
            {
                Failure = new FailureRecord(failing.Signature, 1, host.Now, host.Now.AddMinutes(1), "it did not start"),
            },
        };
        var held = Planner.Decide(Some.Desired(), failed);
        Assert.Empty(held.Steps);
        Assert.True(held.Has(Reason.BackingOff));
        Assert.Equal(host.Now.AddMinutes(1), held.NextCheck);

        Assert.NotEmpty(Planner.Decide(Some.Desired(), failed with { Now = host.Now.AddMinutes(1) }).Steps);
        Assert.NotEmpty(Planner.Decide(Some.Desired(trigger: Trigger.Person), failed).Steps);
        Assert.NotEmpty(Planner.Decide(Some.Desired(trigger: Trigger.Reload), failed).Steps);
        Assert.NotEmpty(Planner.Decide(Some.Desired() with { SettingsDigest = "edited" }, failed).Steps);
    }

    [Fact]
    public void What_did_not_run_on_the_previous_state_either_is_left_alone_until_it_runs_or_a_person_asks()
    {
        var due = Some.HealthyHost() with { Now = Some.Issued.AddDays(340) };
        var stuck = due with
        {
            Served = new ServedState.Nothing("refused"),
            Recorded = new RecordedState { Failure = new FailureRecord("any", 1, due.Now.AddDays(-1), due.Now.AddDays(-1), "it did not start", IsStuck: true) },
        };
        var held = Planner.Decide(Some.Desired(), stuck);
        Assert.Empty(held.Steps);
        Assert.True(held.Has(Reason.LeftAlone));
        Assert.True(Planner.Decide(Some.Desired(trigger: Trigger.Reload), stuck).Has(Reason.LeftAlone));
        Assert.NotEmpty(Planner.Decide(Some.Desired(trigger: Trigger.Person), stuck).Steps);
        Assert.NotEmpty(Planner.Decide(Some.Desired(), stuck with { Served = Some.Served() }).Steps);
    }

    [Fact]
    public void A_generation_that_a_person_went_back_to_stays_until_it_is_due_or_the_configuration_changes()
    {
        var settings = new Settings { Certificate = new() { Key = KeyAlgorithm.EcdsaP256 } };
        var host = Some.HealthyHost() with { Recorded = new RecordedState { RolledBack = new RollbackRecord(1, "digest") } };
        var kept = Planner.Decide(Some.Desired(settings), host);
        Assert.True(kept.Has(Reason.KeyAlgorithmDiffers));
        Assert.Empty(kept.Steps);
        Assert.NotEmpty(Planner.Decide(Some.Desired(settings) with { SettingsDigest = "edited" }, host).Steps);
        Assert.NotEmpty(Planner.Decide(Some.Desired(settings), host with { Now = Some.Issued.AddDays(340) }).Steps);
    }

    [Fact]
    public void Going_back_switches_the_generation_and_issues_nothing()
    {
        var plan = Planner.Decide(Some.Desired(trigger: Trigger.Person) with { RollBackTo = 1 }, Some.HealthyHost() with { Now = Some.Issued.AddDays(340) });
        Assert.Equal([new Step.SwitchGeneration(1), new Step.Activate(Activation.Restart), new Step.Verify()], plan.Steps);
        Assert.Equal("rollback", plan.Purpose);
    }

    [Fact]
    public void The_next_check_is_never_further_than_the_interval_and_never_past_the_renewal()
    {
        Assert.Equal(Some.Midlife.AddHours(1), Planner.Decide(Some.Desired(), Some.HealthyHost()).NextCheck);
        var shortlyBefore = Some.Issued.AddDays(335).AddMinutes(-10);
        Assert.Equal(Some.Issued.AddDays(335), Planner.Decide(Some.Desired(new Settings { Certificate = new() { PublishAhead = TimeSpan.Zero } }), Some.HealthyHost() with { Now = shortlyBefore }).NextCheck);
    }

    [Fact]
    public void What_is_still_to_do_after_all_was_done_is_looked_at_soon()
    {
        var due = Some.HealthyHost() with { Now = Some.Issued.AddDays(340) };
        Assert.Equal(due.Now.AddMinutes(1), Planner.Decide(Some.Desired(), due).NextCheck);
        var shortLived = due with { Certificate = due.Certificate with { Leaf = Some.Leaf(due.Now.AddSeconds(-50), due.Now.AddSeconds(10)) } };
        Assert.Equal(due.Now.AddSeconds(1), Planner.Decide(Some.Desired(), shortLived).NextCheck);
    }

    [Fact]
    public void An_interrupted_change_is_verified_though_all_looks_well()
    {
        var plan = Planner.Decide(Some.Desired(), Some.HealthyHost() with { HasOpenIntent = true });
        Assert.Equal([Reason.InterruptedChange], plan.Findings.Select(finding => finding.Reason));
    }

    [Fact]
    public void Reason_names_are_kebab_case()
    {
        Assert.Equal("influxdb-not-installed", Reason.InfluxDbNotInstalled.Name());
        Assert.Equal("renewal-due", Reason.RenewalDue.Name());
    }

    static ImmutableArray<InstalledFile> WithStatus(ObservedState host, InstalledRole role, InstalledStatus status) =>
        [.. host.Files.Select(file => file.Role == role ? file with { Status = status } : file)];

    static ImmutableArray<InstalledFile> WithMode(ObservedState host, InstalledRole role, UnixFileMode mode) =>
        [.. host.Files.Select(file => file.Role == role ? file with { Actual = file.Actual! with { Mode = mode } } : file)];

    static string Abbreviate(Step step) => step switch
    {
        Step.IssueCertificate => "Issue",
        Step.InstallNames => "Names",
        Step.RepairOwnership => "Ownership",
        Step.EditConfig => "Config",
        Step.Activate activate => activate.How.ToString(),
        Step.Verify => "Verify",
        _ => step.ToString(),
    };
}
