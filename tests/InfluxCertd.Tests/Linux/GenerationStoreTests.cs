using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Linux;

public sealed class GenerationStoreTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;
    readonly GenerationStore _store;

    public GenerationStoreTests() => _store = new GenerationStore(Path.Combine(_folder, "certificates"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_generation_is_complete_when_it_has_its_name_and_inert_until_the_link_leads_to_it()
    {
        var made = Make();
        Assert.Equal("key", File.ReadAllText(Path.Combine(made.Path, "tls.key")));
        Assert.Null(_store.Current);
        DurableFile.SymlinkDurably(GenerationStore.TargetOf(made.Number), _store.CurrentLink);
        Assert.Equal(made, _store.Current);
    }

    [Fact]
    public void Numbers_are_not_used_again_while_a_later_generation_is_there()
    {
        Make();
        Make();
        _store.Delete(1);
        Assert.Equal(3, _store.NextNumber);
    }

    [Theory]
    [InlineData(1, new[] { 1, 4, 5 })]
    [InlineData(5, new[] { 4, 5 })]
    public void Pruning_keeps_the_newest_and_the_one_in_use(int current, int[] kept)
    {
        for (var i = 0; i < 5; i++)
        {
            Make();
        }

        DurableFile.SymlinkDurably(GenerationStore.TargetOf(current), _store.CurrentLink);
        _store.Prune(keep: 2);
        Assert.Equal(kept, _store.List().Select(generation => generation.Number));
    }

    [Fact]
    public void What_a_crash_left_half_written_is_no_generation_and_is_swept()
    {
        Make();
        var unfinished = Path.Combine(_folder, "certificates/generations/.unfinished-000002");
        Directory.CreateDirectory(unfinished);
        File.WriteAllText(Path.Combine(unfinished, "tls.key"), "half");
        Assert.Equal(2, _store.NextNumber);
        _store.Sweep();
        Assert.False(Directory.Exists(unfinished));
    }

    [Theory]
    [InlineData("generations/000009")]
    [InlineData("elsewhere")]
    public void A_link_that_leads_to_no_generation_is_no_current_one(string target)
    {
        Make();
        DurableFile.SymlinkDurably(target, _store.CurrentLink);
        Assert.Null(_store.Current);
    }

    Generation Make() => _store.Create(_store.NextNumber, [new GenerationFile("tls.key", "key"u8.ToArray(), Access.Private)]);
}
