namespace InfluxCertd.SystemTests.Faults;

/// <summary>Renewals in a row, under a client that writes all the time.</summary>
public class SoakTests
{
    [Fact]
    public Task Renewals_in_a_row_lose_no_point_and_leak_nothing() =>
        FaultScript.RunAsync("soak.sh", FaultScript.Full ? 1000 : 15);
}
