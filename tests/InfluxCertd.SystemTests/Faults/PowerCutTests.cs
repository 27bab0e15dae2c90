namespace InfluxCertd.SystemTests.Faults;

/// <summary>
/// The whole machine ends at once, in the middle of renewals. What the kernel had taken is still on the disk then, as after a
/// kill; audit.sh shows that the order of the calls needs no more than a real disk keeps.
/// </summary>
public class PowerCutTests
{
    static readonly int Cuts = FaultScript.Full ? 40 : 6;

    /// <summary>There from just before the first change of a renewal to its end.</summary>
    const string Intent = "/var/lib/influxcertd/intent.json";

    static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Cut_in_the_middle_of_renewals_InfluxDB_is_up_after_the_boot_and_verified_with_nobody_logging_in()
    {
        await using var machine = await Machine.BootWithHttpsAsync();
        var disk = await machine.DiskAsync();

        // One renewal after the other.
        await machine.RunAsync("printf '[certificate]\\nkey = \"ecdsa-p256\"\\nlifetime = \"1m\"\\nrenew_before = \"58s\"\\n' > /etc/influxcertd/influxcertd.toml.d/short.toml; systemctl reload influxcertd");
        var open = 0;
        for (var cut = 0; cut < Cuts; cut++)
        {
            await machine.PowerCutAsync(Intent, cut * LongestDelay / Cuts);
            open += File.Exists(disk + Intent) ? 1 : 0;

            // Returns once InfluxDB answers, which starts before the daemon does.
            await machine.StartAsync();
            await machine.EventuallyAsync("influxcertd verify");
        }

        Assert.True(open > 0, "no cut met an open change");
        await machine.RunAsync("rm /etc/influxcertd/influxcertd.toml.d/short.toml; systemctl reload influxcertd");
        await machine.EventuallyAsync("influxcertd status && influxcertd verify && ! test -e /var/lib/influxcertd/intent.json");
        Assert.Equal("", await machine.RunAsync("find /etc/ssl/influxcertd /etc/influxdb /var/lib/influxcertd -name '*tmp*' -o -name '.unfinished*' -o -name undo -o -name '*.damaged'"));
        Console.WriteLine($"power cut {Cuts} times in the middle of renewals, {open} of them with a change open: 0 problems");
    }
}
