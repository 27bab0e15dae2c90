namespace InfluxCertd.SystemTests.Faults;

/// <summary>Disks that are full or can't be written, and our own files damaged byte by byte.</summary>
public class DamageTests
{
    [Fact]
    public Task Full_read_only_and_missing_folders_cost_the_change_and_never_the_old_state() =>
        FaultScript.RunAsync("disks.sh", FaultScript.Full ? "--full" : "");

    [Fact]
    public Task Any_byte_of_the_intent_and_of_the_state_may_be_damaged() =>
        FaultScript.RunAsync("state.sh", FaultScript.Full ? "--bits '1 32'" : "--step 16");
}
