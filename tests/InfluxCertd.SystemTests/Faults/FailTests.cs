namespace InfluxCertd.SystemTests.Faults;

/// <summary>A system call that fails costs the change, never the old state.</summary>
public class FailTests
{
    [Theory]
    [MemberData(nameof(FaultScript.Kinds), MemberType = typeof(FaultScript))]
    public Task Any_call_that_changes_the_host_may_fail_and_the_old_state_stays(string what) =>
        FaultScript.RunAsync("fail.sh", what, FaultScript.Extent);
}
