using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>All values but the last two are what systemd 252 itself read.</summary>
public class EnvironmentFileTests
{
    [Theory]
    [InlineData("A=a b  \n", "a b")]
    [InlineData("A=\"a b\" c\n", "a bc")]
    [InlineData("A='a'b\n", "ab")]
    [InlineData("A=a\"b\"\n", "a\"b\"")]
    [InlineData("A=a\\\"b\n", "a\"b")]
    [InlineData("A=\"a\\\"b\\\\c\\$d\\n\"\n", "a\"b\\c$d\\n")]
    [InlineData("A='a\\'\n", "a\\")]
    [InlineData("A=a\\\nb\n", "ab")]
    [InlineData("A=\"a\\\nb\"\n", "ab")]
    [InlineData("A=\"a\nb\"\n", "a\nb")]
    [InlineData("A='a\nb'\n", "a\nb")]
    [InlineData("A='a\\\nb'\n", "a\\\nb")]
    [InlineData("A=a # b\n", "a # b")]
    [InlineData("A=  \"x\"  \n", "x")]
    [InlineData("A=a\\ \n", "a ")]
    [InlineData("A=\"open\n", "open\n")]
    [InlineData("A=a\rB=1\n", "a")]
    [InlineData("A=\\'q\\' \n", "'q'")]
    [InlineData("A='a' 'b' \n", "ab")]
    [InlineData("A=\"a\"#b\n", "a#b")]
    [InlineData("A=x\\", "x")]
    [InlineData("A= \\\n  b\n", "  b")]
    [InlineData("A=a  \\\n  b\n", "a    b")]
    [InlineData("A=\n", "")]
    [InlineData(" # c\n;B=1\n\n  A = 1\n", "1")]
    [InlineData("A=1\nA=2\n", "2")]
    [InlineData("A\nexport A=1\n1=1\nA=2", "2")]
    [InlineData("# ends here \\\nA=1\n", "1")]
    [InlineData("\uFEFFA=1\r\n", "1")]
    public void Reads_as_systemd_does(string text, string value)
    {
        var variables = EnvironmentFile.Parse(text);
        Assert.Equal(value, variables["A"]);
        Assert.All(variables.Keys, name => Assert.Contains(name, new[] { "A", "B" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# A=1")]
    [InlineData("A")]
    [InlineData("=1\n")]
    [InlineData("A-B=1\n")]
    public void Reads_nothing_where_nothing_is_assigned(string text) => Assert.Empty(EnvironmentFile.Parse(text));
}
