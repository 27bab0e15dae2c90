namespace InfluxCertd.Tests.Commands;

/// <summary>
/// What the program prints is an interface: it is compared with the text beside the tests. After a wanted change, run the tests
/// with INFLUXCERTD_APPROVE=1, which rewrites the texts, and look at the difference.
/// </summary>
static class Approval
{
    public static void Verify(string name, string text)
    {
        var path = Path.Combine("tests/InfluxCertd.Tests/Commands/Approved", name + ".txt");
        if (Environment.GetEnvironmentVariable("INFLUXCERTD_APPROVE") == "1")
        {
            Configuration.Repository.Write(path, text);
        }

        Assert.Equal(Configuration.Repository.Read(path), text);
    }
}
