using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Tests.Certificates;

public class SubjectNameTests
{
    [Theory]
    [InlineData("db.example.org", "db.example.org", true)]
    [InlineData("DB.example.org", "db.EXAMPLE.org", true)]
    [InlineData("db.example.org", "x.example.org", false)]
    [InlineData("*.example.org", "db.example.org", true)]
    [InlineData("*.example.org", "a.db.example.org", false)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", ".example.org", false)]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("::1", "0:0:0:0:0:0:0:1", true)]
    [InlineData("*.0.0.1", "127.0.0.1", false)]
    [InlineData("db", "db", true)]
    [InlineData("*.org", "example.org", false)]
    [InlineData("*", "db", false)]
    public void Names_match_as_clients_match_them(string pattern, string name, bool matches) =>
        Assert.Equal(matches, SubjectName.Matches(pattern, name));

    [Fact]
    public void A_host_covers_its_names_loopback_and_the_operators_list_once_each() =>
        Assert.Equal(
            ["db1.example.org", "db1", "localhost", "127.0.0.1", "::1", "metrics.example.org"],
            new HostNames("db1", "db1.example.org").SubjectAlternativeNames(["metrics.example.org", "LOCALHOST"]));
}
