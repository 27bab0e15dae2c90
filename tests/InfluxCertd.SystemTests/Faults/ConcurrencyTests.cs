namespace InfluxCertd.SystemTests.Faults;

/// <summary>One writer: whoever comes second waits or says who is at work.</summary>
public class ConcurrencyTests
{
    [Fact]
    public Task Two_commands_and_the_daemon_at_once_leave_a_verified_state() =>
        FaultScript.RunAsync("race.sh", FaultScript.Full ? 200 : 20);
}
