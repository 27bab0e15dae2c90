using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Tests.Planning;

public class ClientPlanTests
{
    const string Path = "/etc/telegraf/telegraf.conf";
    const string Plain = "http";
    const string Secure = "https /etc/ssl/influxcertd/trust.pem";

    static ObservedClient Telegraf(ConnectionState state, string text = Plain, string? newText = null, bool enabled = true, EditedText? edits = null, bool readOnly = false) => new(
        "telegraf", "telegraf.service", UnitActivity.Running, CanReload: true, enabled,
        [
            new ObservedClientFile(Path, text, new ClientReading.Readable([new(3, 1, "[[outputs.influxdb]]", "http://localhost:8086", state, "of a reason")], newText ?? text))
            {
                Edits = edits,
                IsReadOnly = readOnly,
            },
        ]);

    public static TheoryData<string, ObservedClient, Reason?, Severity, bool> Clients => new()
    {
        { "converted", Telegraf(ConnectionState.Converted, newText: Secure), Reason.ClientSpeaksPlainHttp, Severity.Repairable, true },
        { "as wanted, for a reason", Telegraf(ConnectionState.AsWanted), Reason.ClientLeftAlone, Severity.Info, false },
        { "for a person", Telegraf(ConnectionState.NeedsPerson), Reason.ClientLeftAlone, Severity.Info, false },
        { "elsewhere", Telegraf(ConnectionState.Elsewhere), null, default, false },
        { "unaffected", Telegraf(ConnectionState.Unaffected), null, default, false },
        { "switched off", Telegraf(ConnectionState.Converted, newText: Secure, enabled: false), Reason.ClientLeftAlone, Severity.Info, false },
        { "read-only", Telegraf(ConnectionState.Converted, newText: Secure, readOnly: true), Reason.ClientLeftAlone, Severity.Warning, false },
        { "unreadable", Telegraf(ConnectionState.Elsewhere) with { Files = [new(Path, "[[", new ClientReading.Unreadable(1, 2, "no"))] }, Reason.ClientUnreadable, Severity.Warning, false },
    };

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_client_is_converted_or_told_of(string why, ObservedClient client, Reason? reason, Severity severity, bool edits)
    {
        var plan = Planner.Decide(Some.Desired(), Some.HealthyHost() with { Clients = [client] });
        Assert.True((reason, reason is null ? default : severity) == (plan.Findings.FirstOrDefault()?.Reason, plan.Findings.FirstOrDefault()?.Severity ?? default), why);
        Assert.Equal(
            edits ? [new Step.EditClient("telegraf", Path, Plain, Secure), new Step.Verify(), new Step.ActivateClient("telegraf", "telegraf.service", Activation.Reload)] : [],
            plan.Steps);
    }

    [Fact]
    public void What_a_client_refused_is_not_tried_again_until_its_files_change_or_a_person_applies()
    {
        var client = Telegraf(ConnectionState.Converted, newText: Secure);
        var observed = Some.HealthyHost() with { Clients = [client], Recorded = RecordedState.Empty with { Refusals = [new("telegraf", client.Digest, "it says no")] } };
        var plan = Planner.Decide(Some.Desired(), observed);
        Assert.Empty(plan.Steps);
        Assert.NotEmpty(Planner.Decide(Some.Desired(trigger: Trigger.Person), observed).Steps);
        Assert.Equal((Reason.ClientRefused, Severity.Warning), (Assert.Single(plan.Findings).Reason, plan.Findings[0].Severity));
        Assert.NotEmpty(Planner.Decide(Some.Desired(), observed with { Clients = [Telegraf(ConnectionState.Converted, newText: Secure + " ")] }).Steps);
    }

    [Fact]
    public void A_client_that_trusts_the_bundle_reads_it_again_before_influxdb_is_activated()
    {
        var plan = Planner.Decide(Some.Desired(trigger: Trigger.RenewNow), Some.HealthyHost() with { Clients = [Telegraf(ConnectionState.AsWanted, Secure)] });
        Assert.Equal(
            [typeof(Step.IssueCertificate), typeof(Step.RefreshClient), typeof(Step.Activate), typeof(Step.Verify)],
            plan.Steps.Select(step => step.GetType()));
    }

    [Fact]
    public void Clients_of_an_InfluxDB_with_somebody_elses_certificate_are_not_ours_to_convert()
    {
        var plan = Planner.Decide(Some.Desired(), Some.HealthyHost() with
        {
            Config = Some.ConfigFile("[http]\n  https-enabled = true\n  https-certificate = \"/srv/a.pem\"\n"),
            Clients = [Telegraf(ConnectionState.Converted, newText: Secure)],
        });
        Assert.DoesNotContain(plan.Findings, finding => finding.Reason == Reason.ClientSpeaksPlainHttp);
        Assert.Empty(plan.Steps);
    }

    [Fact]
    public void Disable_puts_back_what_was_before_or_makes_it_plain()
    {
        var disabled = Some.HealthyHost() with { Recorded = new RecordedState { Disabled = Some.Midlife } };
        var known = Planner.Decide(Some.Desired(), disabled with { Clients = [Telegraf(ConnectionState.Converted, Secure, "http plain", edits: new(Plain, Secure))] });
        Assert.Equal(Plain, Assert.Single(known.Steps.OfType<Step.EditClient>()).NewText);
        Assert.IsType<Step.ActivateClient>(known.Steps[^1]);
        var unknown = Planner.Decide(Some.Desired(), disabled with { Clients = [Telegraf(ConnectionState.Converted, Secure, "http plain")] });
        Assert.Equal("http plain", Assert.Single(unknown.Steps.OfType<Step.EditClient>()).NewText);
    }

    [Fact]
    public void OpenTsdb_gets_the_combined_file_in_the_same_edit()
    {
        var desired = Some.Desired(new Settings { InfluxDb = new() { OpenTsdbTls = true } });
        var plan = Planner.Decide(desired, Some.FreshHost() with { Config = Some.ConfigFile("[http]\n\n[[opentsdb]]\n  enabled = true\n") });
        var text = Assert.Single(plan.Steps.OfType<Step.EditConfig>()).NewText;
        Assert.Contains("https-enabled = true", text, StringComparison.Ordinal);
        Assert.Contains("tls-enabled = true", text, StringComparison.Ordinal);
        Assert.Contains("certificate = \"/etc/ssl/influxcertd/current/tls.pem\"", text, StringComparison.Ordinal);
        Assert.Empty(Planner.Decide(desired, Some.HealthyHost() with { Config = Some.ConfigFile(text) }).Steps);

        var off = Planner.Decide(desired, Some.HealthyHost() with { Config = Some.ConfigFile(text), Recorded = new RecordedState { Disabled = Some.Midlife } });
        Assert.Contains("tls-enabled = false", Assert.Single(off.Steps.OfType<Step.EditConfig>()).NewText, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_a_person_agrees_the_first_switch_is_only_planned()
    {
        var desired = Some.Desired(new Settings { Clients = new() { FirstApply = FirstApply.Confirm } });
        Assert.True(Planner.Decide(desired, Some.FreshHost()) is { AwaitsConfirmation: true, HasChanges: true, SwitchesToHttps: true });
        Assert.False(Planner.Decide(desired, Some.FreshHost() with { Recorded = new RecordedState { Confirmed = Some.Midlife } }).AwaitsConfirmation);
        Assert.False(Planner.Decide(desired, Some.HealthyHost()).AwaitsConfirmation);
    }
}
