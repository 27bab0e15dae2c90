using System.Text.RegularExpressions;
using CsCheck;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>What holds for an edit of whatever file, checked by means that are not the editor's own.</summary>
public partial class EditPropertyTests
{
    [Fact]
    public void An_edit_of_any_shape_changes_nothing_but_the_three_settings() => Gen.Select(ConfigShapes.Files, ConfigShapes.Settings)
        .Sample((file, wanted) => Check(file, wanted), iter: 5_000);

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public void An_edit_of_a_real_file_changes_nothing_but_the_three_settings(string file)
    {
        var text = Corpus.Read(file);
        Check(text, Wanted.Https);
        Check(text, Wanted.Plain);
        Check(Wanted.Edited(text), Wanted.Https with { Certificate = "/elsewhere.crt" });
    }

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public void An_edit_of_any_lines_of_a_real_file_is_right_or_refused(string file)
    {
        var lines = LineOf.Matches(Corpus.Read(file)).Select(match => match.Value).ToArray();
        Gen.Bool.Array[lines.Length].Sample(
            keep => Check(string.Concat(lines.Where((_, index) => keep[index])), Wanted.Https, mayRefuse: true), iter: 50);
    }

    static void Check(string text, HttpsSettings wanted, bool mayRefuse = false)
    {
        var edit = HttpsEditor.Apply(text, wanted);
        if (mayRefuse && edit is ConfigEdit.Refused)
        {
            return;
        }

        var edited = edit is ConfigEdit.Changed changed ? changed.Text : Assert.IsType<ConfigEdit.Unchanged>(edit) is not null ? text : "";
        var (before, after) = (Wanted.Read(text), Wanted.Read(edited));
        var expected = new HttpsSettings(
            wanted.Enabled, wanted.Certificate ?? before.Https.Certificate, wanted.PrivateKey ?? before.Https.PrivateKey);
        Assert.Equal(before with { Https = expected }, after);
        Assert.IsType<ConfigEdit.Unchanged>(HttpsEditor.Apply(edited, wanted));
        if (before.Https == expected)
        {
            Assert.Equal(text, edited);
        }

        const char ByteOrderMark = '\uFEFF';
        Assert.Equal(text.StartsWith(ByteOrderMark), edited.StartsWith(ByteOrderMark));
        Assert.True(IsSplice(text.TrimStart(ByteOrderMark), edited.TrimStart(ByteOrderMark)), edited);
    }

    // Without the values of the settings, the old text's lines are the new text's, in the same order and with the same ends,
    // but for lines that only set one of them, a header, and the blank line above it.
    static bool IsSplice(string text, string edited)
    {
        var (old, now) = (Masked(text), Masked(edited));
        var next = 0;
        foreach (var line in now)
        {
            // Only a last line may be without an end, and gets one when another follows.
            if (next < old.Count && (line == old[next] || (next == old.Count - 1 && line.TrimEnd('\r', '\n') == old[next])))
            {
                next++;
            }
            else if (!Addition.IsMatch(line))
            {
                return false;
            }
        }

        return next == old.Count;
    }

    static List<string> Masked(string text) =>
        [.. LineOf.Matches(EmptyTable.Replace(Inserted.Replace(Assignment.Replace(text, "${key}VALUE"), ""), "{}")).Select(match => match.Value)];

    [GeneratedRegex(@"[^\n]*\n|[^\n]+$")]
    private static partial Regex LineOf { get; }

    [GeneratedRegex(@"(?<key>(?<=^|[\s{,.""'])https-(enabled|certificate|private-key)[""']?[ \t]*=[ \t]*)(true|false|'''[^']*'''|""""""[^""]*""""""|'[^']*'|""[^""]*"")", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment { get; }

    // What is added to an inline table.
    [GeneratedRegex(@"(?<=^[^\n#]*\{[^\n#]*)((?<=\{) |, )https-(enabled|certificate|private-key) = VALUE", RegexOptions.Multiline)]
    private static partial Regex Inserted { get; }

    [GeneratedRegex(@"\{[ \t]*\}")]
    private static partial Regex EmptyTable { get; }

    [GeneratedRegex(@"^[ \t]*((""?'?http'?""?\.)?https-(enabled|certificate|private-key) = VALUE|\[http\])?\r?\n?$", RegexOptions.IgnoreCase)]
    private static partial Regex Addition { get; }
}
