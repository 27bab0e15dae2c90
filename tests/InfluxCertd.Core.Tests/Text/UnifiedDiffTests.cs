using System.Diagnostics;
using CsCheck;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Tests.Text;

public class UnifiedDiffTests
{
    public static TheoryData<string, string, string> Diffs => new()
    {
        { "a\n", "a\n", "" },
        { "", "a\n", "--- old\n+++ new\n@@ -0,0 +1,1 @@\n+a\n" },
        { "a\n", "", "--- old\n+++ new\n@@ -1,1 +0,0 @@\n-a\n" },
        { "a\nb", "a\nb\n", "--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n" },
        { "a\r\nb\n", "a\nb\n", "--- old\n+++ new\n@@ -1,2 +1,2 @@\n-a\r\n+a\n b\n" },
        {
            "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nX\n5\n6\n7\n8\n",
            "--- old\n+++ new\n@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+X\n 5\n 6\n 7\n"
        },
        {
            "0\n1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "--- old\n+++ new\n@@ -1,4 +1,3 @@\n-0\n 1\n 2\n 3\n@@ -7,3 +6,4 @@\n 6\n 7\n 8\n+9\n"
        },
        {
            "0\n1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\n8\n",
            "--- old\n+++ new\n@@ -1,8 +1,7 @@\n-0\n 1\n 2\n 3\n 4\n 5\n 6\n-7\n+8\n"
        },
    };

    static readonly Gen<string> Texts =
        from lines in Gen.OneOf("a\n", "b\n", "", "a\r\n", "\n", "-- x\n", "++ x\n", "@@ -1 +1 @@\n", "\\ No newline\n", "a\rb\n", "é 😀\n").Array[0, 15]
        from end in Gen.OneOf("", "", "a", "b\r", " ")
        select string.Concat(lines) + end;

    static readonly Gen<(string Old, string New)> Pairs = Gen.Select(Texts, Texts, Texts, Texts)
        .SelectMany(parts => Gen.OneOf((parts.Item1 + parts.Item2 + parts.Item3, parts.Item1 + parts.Item4 + parts.Item3), (parts.Item1, parts.Item2)));

    [Theory]
    [MemberData(nameof(Diffs))]
    public void Renders_as_diff_does(string oldText, string newText, string diff) =>
        Assert.Equal(diff, UnifiedDiff.Render(oldText, newText, "old", "new"));

    [Fact]
    public void A_tab_ends_a_name_with_blanks() =>
        Assert.StartsWith("--- a/my file\t\n+++ b/my file\t\n", UnifiedDiff.Render("a", "b", "a/my file", "b/my file"), StringComparison.Ordinal);

    [Fact]
    public void Files_of_twenty_thousand_lines_are_no_trouble()
    {
        var old = string.Concat(Enumerable.Range(0, 20_000).Select(line => $"{line}\n"));
        Assert.Equal(40_003, UnifiedDiff.Render(old, old.Replace("\n", "\r\n", StringComparison.Ordinal), "a", "b").Split('\n').Length - 1);
        var scattered = string.Concat(Enumerable.Range(0, 20_000).Select(line => line % 100 == 50 ? $"{line}!\n" : $"{line}\n"));
        Assert.Equal(2 + (200 * 9), UnifiedDiff.Render(old, scattered, "a", "b").Split('\n').Length - 1);
    }

    [Fact]
    public void No_diff_is_longer_than_it_must_be() => Pairs.Sample(pair =>
    {
        var (old, now) = (LinesOf(pair.Old), LinesOf(pair.New));
        var changed = UnifiedDiff.Render(pair.Old, pair.New, "a", "b").Split('\n').Skip(2).Count(line => line is ['-' or '+', ..]);
        Assert.Equal(old.Length + now.Length - (2 * Common(old, now)), changed);
    }, iter: 2_000);

    [Fact]
    public void Patch_makes_the_new_text_of_the_old() => Pairs.Sample(pair =>
    {
        using var folder = new PatchFolder();
        folder.Write("a file", pair.Old);
        folder.Patch(UnifiedDiff.Render(pair.Old, pair.New, "a/a file", "b/a file"), "-p1");
        Assert.Equal(pair.New, folder.Read("a file"));
    }, iter: 200);

    [Fact]
    public void Patch_creates_and_removes_files()
    {
        using var folder = new PatchFolder();
        folder.Patch(UnifiedDiff.Render("", "a\r\nb", "/dev/null", "etc/new.conf"), "-p0");
        Assert.Equal("a\r\nb", folder.Read("etc/new.conf"));
        folder.Patch(UnifiedDiff.Render("a\r\nb", "", "etc/new.conf", "/dev/null"), "-p0");
        Assert.Null(folder.Read("etc/new.conf"));
    }

    static string[] LinesOf(string text) => [.. text.Split('\n').Select((line, index) => (line, index))
        .SelectMany(entry => entry.index == text.Count(character => character == '\n') ? (entry.line.Length > 0 ? [entry.line] : []) : (string[])[entry.line + "\n"])];

    static int Common(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        var row = new int[now.Length + 1];
        foreach (var line in old)
        {
            var diagonal = 0;
            for (var j = 1; j <= now.Length; j++)
            {
                (diagonal, row[j]) = (row[j], now[j - 1] == line ? diagonal + 1 : Math.Max(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }

    /// <summary>A temporary folder where patch(1) works.</summary>
    sealed class PatchFolder : IDisposable
    {
        readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("influxcertd-test-");

        public void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

        public string? Read(string name) => Path.Combine(_folder.FullName, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

        public void Patch(string diff, string strip)
        {
            Assert.SkipUnless(File.Exists("/usr/bin/patch"), "/usr/bin/patch is missing (Debian's package patch): no diff can be applied.");
            var start = new ProcessStartInfo("/usr/bin/patch", ["-s", strip]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _folder.FullName };
            using var process = Process.Start(start)!;
            using (process.StandardInput)
            {
                process.StandardInput.BaseStream.Write(System.Text.Encoding.UTF8.GetBytes(diff));
            }

            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{output}\n{diff}");
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
