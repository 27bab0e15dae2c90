using CsCheck;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Tests.Text;

public class ThreeWayMergeTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nb\nc\n", "a\nx\nc\n", "a\nx\nc\n")]
    [InlineData("a\nb\nc\n", "b\nc\n", "a\nb\nc\nd\n", "b\nc\nd\n")]
    [InlineData("a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nb\nc\nD\n", "a\nB\nc\nD\n")]
    [InlineData("a\nb\n", "a\nx\n", "a\nx\n", "a\nx\n")]
    [InlineData("a\nb\n", "a\nx\n", "a\ny\n", null)]
    [InlineData("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", null)]
    [InlineData("a\nb\nc\n", "a\nc\n", "a\nb\nx\nc\n", "a\nx\nc\n")]
    [InlineData("a\nb\n", "a\nx\nb\n", "a\ny\nb\n", null)]
    [InlineData("a\nb", "a\nb\nc", "x\na\nb", "x\na\nb\nc")]
    [InlineData("", "a\n", "", "a\n")]
    [InlineData("a\r\nb\r\nc\r\n", "a\r\nc\r\n", "a\r\nb\r\nc\r\nd\r\n", "a\r\nc\r\nd\r\n")]
    public void Changes_of_two_people_come_together_unless_they_changed_the_same_lines(string ancestor, string mine, string theirs, string? merged) =>
        Assert.Equal(merged, ThreeWayMerge.Merge(ancestor, mine, theirs));

    [Fact]
    public void Whoever_changed_nothing_gets_what_the_other_made_of_it()
    {
        var text = Gen.Char["ab\n"].Array[0, 30].Select(letters => new string(letters));
        Gen.Select(text, text).Sample((ancestor, other) =>
            ThreeWayMerge.Merge(ancestor, ancestor, other) == other && ThreeWayMerge.Merge(ancestor, other, ancestor) == other);
    }

    [Fact]
    public void Edits_of_ours_can_be_taken_back_after_any_number_of_them()
    {
        var first = new EditedText("a\nb\nc\nd\n", "a\nb\nOURS\nc\nd\n");
        var again = first.Then("A\nb\nOURS\nc\nd\n", "A\nb\nOURS 2\nc\nd\n");
        Assert.Equal("A\nb\nc\nd\n", again?.Undone("A\nb\nOURS 2\nc\nd\n"));
        Assert.Null(first.Undone("a\nb\nTHEIRS\nc\nd\n"));
    }
}
