using InfluxCertd.Core.Planning;
using InfluxCertd.Tests.Configuration;

namespace InfluxCertd.Tests.Commands;

/// <summary>Reasons are words that machines read, so each is documented.</summary>
public class ReasonDocumentationTests
{
    [Fact]
    public void The_documentation_lists_every_reason_in_order() =>
        Assert.Equal(
            Enum.GetValues<Reason>().Select(reason => reason.Name()),
            Repository.Read("docs/status.md").Split("## Reasons")[1].Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]));
}
