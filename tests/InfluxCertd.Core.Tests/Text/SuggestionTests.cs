using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Tests.Text;

public class SuggestionTests
{
    static readonly string[] Keys = ["days", "lifetime", "renew_before", "renew_window"];

    [Theory]
    [InlineData("dayz", "days")]
    [InlineData("dasy", "days")]
    [InlineData("DAYS", "days")]
    [InlineData("renew-before", "renew_before")]
    [InlineData("renewbefore", "renew_before")]
    [InlineData("renew_windows", "renew_window")]
    [InlineData("lifetiem", "lifetime")]
    public void FindsTheWordThatWasMeant(string word, string meant) => Assert.Equal(meant, Suggestion.Nearest(word, Keys));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("issuer")]
    [InlineData("renew")]
    public void SaysNothingWhenNothingIsNear(string word) => Assert.Null(Suggestion.Nearest(word, Keys));
}
