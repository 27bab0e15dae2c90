using InfluxCertd.Linux;
using InfluxCertd.Transactions;

namespace InfluxCertd.Tests.Transactions;

/// <summary>A change of several files on a real folder: interrupted after every number of steps, all of it comes back.</summary>
public sealed class TransactionTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;
    readonly TransactionFolder _transactions;
    readonly GenerationStore _generations;

    public TransactionTests()
    {
        _transactions = new TransactionFolder(Path.Combine(_folder, "state"));
        _generations = new GenerationStore(Path.Combine(_folder, "certificates"));
        File.WriteAllText(At("conf"), "before");
        File.SetUnixFileMode(At("conf"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(At("link"), "elsewhere");
        File.WriteAllText(At("plain"), "somebody's");
    }

    FileChange[] Changes =>
    [
        new FileChange.Link(At("new-link"), "target"),
        new FileChange.Link(At("plain"), "target"),
        new FileChange.Edit(At("conf"), "after"u8.ToArray()),
        new FileChange.Write(At("plain"), "ours"u8.ToArray(), Access.Private),
        new FileChange.Remove(At("link")),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<int> Steps => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Undone_after_any_number_of_steps_and_by_another_process_everything_is_as_before(int steps)
    {
        var before = Snapshot();
        Begin();
        _generations.Create(1, [new GenerationFile("tls.key", "secret"u8.ToArray(), Access.Private)]);
        foreach (var change in Changes.Take(steps))
        {
            change.Make();
        }

        var open = Transaction.Reopen(_transactions, _generations);
        Assert.Equal(steps == Changes.Length, open!.IsComplete);
        Assert.Empty(open.Undo());
        Assert.Equal(before, Snapshot());
        Assert.Empty(_generations.List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(At("state")));
        Assert.Null(Transaction.Reopen(_transactions, _generations));
    }

    [Fact]
    public void Undoing_twice_is_the_same_as_once()
    {
        var before = Snapshot();
        var transaction = Begin();
        foreach (var change in Changes)
        {
            change.Make();
        }

        Assert.Empty(transaction.Undo());
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void What_someone_else_changed_meanwhile_is_left_alone_with_a_remark()
    {
        var transaction = Begin();
        foreach (var change in Changes)
        {
            change.Make();
        }

        File.WriteAllText(At("conf"), "edited by a person");
        Assert.Equal([$"{At("conf")} was changed by someone else in the meantime and is left as it is"], transaction.Undo());
        Assert.Equal("edited by a person", File.ReadAllText(At("conf")));
        Assert.Equal("somebody's", File.ReadAllText(At("plain")));
    }

    [Fact]
    public void A_damaged_copy_is_never_restored()
    {
        var transaction = Begin();
        foreach (var change in Changes)
        {
            change.Make();
        }

        foreach (var copy in Directory.EnumerateFiles(At("state/undo")))
        {
            File.WriteAllText(copy, "damaged");
        }

        Assert.Equal(2, transaction.Undo().Count(remark => remark.Contains("is damaged, so", StringComparison.Ordinal)));
        Assert.Equal("after", File.ReadAllText(At("conf")));
    }

    [Fact]
    public void An_intent_with_any_byte_changed_or_cut_off_is_never_acted_on()
    {
        Begin();
        var path = _transactions.Intent.Path;
        var intact = File.ReadAllBytes(path);
        for (var i = 0; i < intact.Length; i++)
        {
            var flipped = intact.ToArray();
            flipped[i] ^= 1;
            File.WriteAllBytes(path, flipped);
            Assert.Throws<StateDamagedException>(() => Transaction.Reopen(_transactions, _generations));
            File.WriteAllBytes(path, intact[..i]);
            Assert.Throws<StateDamagedException>(() => Transaction.Reopen(_transactions, _generations));
        }

        File.WriteAllBytes(path, intact);
        Assert.NotNull(Transaction.Reopen(_transactions, _generations));
    }

    [Fact]
    public void What_is_copied_keeps_its_mode_in_a_folder_that_nobody_else_enters()
    {
        Begin();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(At("state/undo")));
        var copy = Assert.Single(Directory.EnumerateFiles(At("state/undo")), file => File.ReadAllText(file) == "before");
        Assert.Equal(File.GetUnixFileMode(At("conf")), File.GetUnixFileMode(copy));
    }

    Transaction Begin() => Transaction.Begin(_transactions, _generations, DateTimeOffset.UnixEpoch, "apply", [1], Changes);

    string At(string name) => Path.Combine(_folder, name);

    string Snapshot() => string.Join('\n', Directory.EnumerateFileSystemEntries(_folder)
        .Where(path => Path.GetFileName(path) is not ("state" or "certificates"))
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {PathImage.Of(path)}"));
}
