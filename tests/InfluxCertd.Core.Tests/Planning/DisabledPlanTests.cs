using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Tests.Planning;

public class DisabledPlanTests
{
    const string Original = "[http]\n  # https-enabled = false\n\n[udp]\n";

    static readonly string Ours = Some.ConfigFile().Text;

    static ObservedState Disabled(string text, EditedText? edits) => Some.HealthyHost() with
    {
        Config = Some.ConfigFile(text),
        ConfigEdits = edits,
        Recorded = new RecordedState { Disabled = Some.Midlife },
    };

    [Fact]
    public void The_file_is_put_back_to_the_byte_and_the_names_are_taken_away()
    {
        var plan = Planner.Decide(Some.Desired(), Disabled(Ours, new EditedText(Original, Ours)));
        Assert.Collection(plan.Steps,
            step => Assert.Equal(Original, Assert.IsType<Step.EditConfig>(step).NewText),
            step => Assert.Equal(["/etc/ssl/influxdb-selfsigned.crt", "/etc/ssl/influxdb-selfsigned.key"], Assert.IsType<Step.RemoveNames>(step).Paths),
            step => Assert.Equal(new Step.Activate(Activation.Restart), step),
            step => Assert.IsType<Step.VerifyPlainHttp>(step));
        Assert.False(plan.Https);
        Assert.Equal("disable", plan.Purpose);
    }

    [Fact]
    public void What_others_have_edited_since_stays()
    {
        var theirs = Ours + "[udp]\n  enabled = true\n";
        var plan = Planner.Decide(Some.Desired(), Disabled(theirs, new EditedText("[http]\n", Ours)));
        Assert.Equal("[http]\n[udp]\n  enabled = true\n", plan.Steps.OfType<Step.EditConfig>().Single().NewText);
    }

    [Fact]
    public void Without_a_record_https_is_only_switched_off()
    {
        var plan = Planner.Decide(Some.Desired(), Disabled(Ours, null));
        Assert.Equal(Ours.Replace("https-enabled = true", "https-enabled = false", StringComparison.Ordinal), plan.Steps.OfType<Step.EditConfig>().Single().NewText);
    }

    [Fact]
    public void Once_off_nothing_is_done_nor_renewed_until_a_person_turns_it_on()
    {
        var plan = Planner.Decide(Some.Desired(), Disabled(Original, null) with { Now = Some.Issued.AddDays(364) });
        Assert.Empty(plan.Steps);
        Assert.Null(plan.Renewal);
        Assert.Equal("HTTPS has been off since 2027-04-11 00:00 UTC (influxcertd disable); influxcertd apply turns it on again", Assert.Single(plan.Findings).Message);
    }
}
