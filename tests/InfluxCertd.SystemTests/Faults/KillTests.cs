namespace InfluxCertd.SystemTests.Faults;

/// <summary>A kill between any two changes of the host leaves what InfluxDB starts from, and the next run mends the rest.</summary>
public class KillTests
{
    [Theory]
    [MemberData(nameof(FaultScript.Kinds), MemberType = typeof(FaultScript))]
    public Task Killed_before_any_call_that_changes_the_host_InfluxDB_starts_and_the_next_run_mends_the_rest(string what) =>
        FaultScript.RunAsync("kill.sh", what, FaultScript.Extent);

    [Theory]
    [InlineData("setup")]
    [InlineData("adopt")]
    [InlineData("renew")]
    [InlineData("guide")]
    [InlineData("clients")]
    public Task No_call_that_changes_the_host_escapes_the_counting(string what) => FaultScript.RunAsync("audit.sh", what);
}
