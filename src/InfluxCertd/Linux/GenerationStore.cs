using System.Globalization;

namespace InfluxCertd.Linux;

/// <summary>One complete certificate with its key, in a folder of its own.</summary>
sealed record Generation(int Number, string Path);

/// <summary>A file of a generation with the owner and mode that it has from its first moment under its name.</summary>
sealed record GenerationFile(string Name, byte[] Content, UnixFileMode Mode, uint? Uid, uint? Gid);

/// <summary>
/// Pairs as generations: complete, synced and inert until one rename(2) of the link <c>current</c> switches
/// certificate and key at once.
/// </summary>
sealed class GenerationStore(string folder)
{
    public const string CurrentName = "current";

    const string GenerationsName = "generations";
    const string UnfinishedPrefix = ".unfinished-";

    /// <summary>Everyone passes through to the certificate, but nobody lists what lies beside it.</summary>
    const UnixFileMode PassThrough = OwnerAll | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode Listable = PassThrough | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    readonly string _generations = Path.Combine(folder, GenerationsName);
    readonly string _current = Path.Combine(folder, CurrentName);

    /// <summary>The generation that <c>current</c> leads to; null when it leads nowhere.</summary>
    public Generation? Current =>
        FileFacts.ReadLink(_current) is { } target && Numbered(Path.GetFileName(target)) is { } generation && Directory.Exists(generation.Path)
            ? generation
            : null;

    /// <summary>Complete generations, oldest first.</summary>
    public IReadOnlyList<Generation> List() =>
        Directory.Exists(_generations)
            ? [.. Directory.EnumerateDirectories(_generations).Select(path => Numbered(Path.GetFileName(path))).OfType<Generation>().OrderBy(generation => generation.Number)]
            : [];

    /// <summary>Writes a new generation, which nothing uses yet.</summary>
    public Generation Create(IReadOnlyList<GenerationFile> files)
    {
        DurableFile.CreateFolder(folder, Listable);
        DurableFile.CreateFolder(_generations, PassThrough);
        SweepUnfinished();
        var number = 1 + List().Select(generation => generation.Number).DefaultIfEmpty().Max();
        var unfinished = Path.Combine(_generations, UnfinishedPrefix + number.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(unfinished, OwnerAll);
        try
        {
            foreach (var file in files)
            {
                DurableFile.Write(Path.Combine(unfinished, file.Name), file.Content, file.Mode, file.Uid, file.Gid);
            }

            File.SetUnixFileMode(unfinished, PassThrough);
            var generation = At(number);
            if (Libc.Rename(unfinished, generation.Path) != 0)
            {
                throw Libc.Failure("put in place", generation.Path);
            }

            DurableFile.SyncFolder(_generations);
            return generation;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            SweepUnfinished();
            throw;
        }
    }

    /// <summary>Makes a generation the current one, at once and for good.</summary>
    public void Switch(int number) =>
        DurableFile.SymlinkDurably(Path.Combine(GenerationsName, At(number).Path[(_generations.Length + 1)..]), _current);

    public void ClearCurrent() => DurableFile.Delete(_current);

    public void Delete(int number)
    {
        if (Directory.Exists(At(number).Path))
        {
            Directory.Delete(At(number).Path, recursive: true);
            DurableFile.SyncFolder(_generations);
        }
    }

    /// <summary>Keeps the newest generations and the current one.</summary>
    public void Prune(int keep)
    {
        var current = Current?.Number;
        foreach (var generation in List().SkipLast(keep).Where(generation => generation.Number != current))
        {
            Delete(generation.Number);
        }
    }

    /// <summary>Removes what a crash left half written.</summary>
    public void SweepUnfinished()
    {
        foreach (var path in Directory.EnumerateDirectories(_generations, UnfinishedPrefix + "*"))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    Generation At(int number) => new(number, Path.Combine(_generations, number.ToString("D6", CultureInfo.InvariantCulture)));

    Generation? Numbered(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? At(number) : null;
}
