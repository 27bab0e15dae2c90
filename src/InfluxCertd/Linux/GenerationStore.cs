using System.Globalization;

namespace InfluxCertd.Linux;

/// <summary>One complete certificate with its key, in a folder of its own.</summary>
sealed record Generation(int Number, string Path);

/// <summary>A file of a generation with the owner and mode that it has from its first moment under its name.</summary>
sealed record GenerationFile(string Name, byte[] Content, Access Access);

/// <summary>
/// Pairs as generations: complete, synced and inert until one rename(2) of the link <c>current</c> switches
/// certificate and key at once.
/// </summary>
sealed class GenerationStore(string folder)
{
    const string GenerationsName = "generations";
    const string UnfinishedPrefix = ".unfinished-";

    /// <summary>The mode of a generation in use: everyone passes through to the certificate, but nobody lists what lies beside it.</summary>
    public const UnixFileMode PassThrough = Access.PrivateFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    readonly string _generations = Path.Combine(folder, GenerationsName);

    /// <summary>The link to the generation that InfluxDB uses.</summary>
    public string CurrentLink { get; } = Path.Combine(folder, "current");

    /// <summary>The link to the generation that is to follow.</summary>
    public string NextLink { get; } = Path.Combine(folder, "next");

    /// <summary>The generation that <c>current</c> leads to; null when it leads nowhere.</summary>
    public Generation? Current => LedToBy(CurrentLink);

    /// <inheritdoc cref="Current"/>
    public Generation? Next => LedToBy(NextLink);

    Generation? LedToBy(string link) =>
        FileFacts.ReadLink(link) is { } target && Numbered(Path.GetFileName(target)) is { } generation && Directory.Exists(generation.Path)
            ? generation
            : null;

    /// <summary>The number that the next generation is to have.</summary>
    public int NextNumber => 1 + List().Select(generation => generation.Number).DefaultIfEmpty().Max();

    /// <summary>Complete generations, oldest first.</summary>
    public IReadOnlyList<Generation> List() =>
        Directory.Exists(_generations)
            ? [.. Directory.EnumerateDirectories(_generations).Select(path => Numbered(Path.GetFileName(path))).OfType<Generation>().OrderBy(generation => generation.Number)]
            : [];

    public Generation At(int number) => new(number, Path.Combine(_generations, Name(number)));

    /// <summary>What the link <c>current</c> has to say to lead to a generation.</summary>
    public static string TargetOf(int number) => Path.Combine(GenerationsName, Name(number));

    /// <summary>Writes a new generation, which nothing uses yet.</summary>
    public Generation Create(int number, IReadOnlyList<GenerationFile> files)
    {
        DurableFile.CreateFolder(folder, Access.PublicFolder);
        DurableFile.CreateFolder(_generations, PassThrough);
        var unfinished = UnfinishedPath(number);
        DeleteFolder(unfinished);
        Directory.CreateDirectory(unfinished, Access.PrivateFolder);
        foreach (var file in files)
        {
            DurableFile.Write(Path.Combine(unfinished, file.Name), file.Content, file.Access);
        }

        File.SetUnixFileMode(unfinished, PassThrough);
        DurableFile.Rename(unfinished, At(number).Path);
        return At(number);
    }

    /// <summary>Removes a generation, whole or unfinished; none there is fine.</summary>
    public void Delete(int number)
    {
        DeleteFolder(UnfinishedPath(number));
        if (Directory.Exists(At(number).Path))
        {
            // Under a name that counts as unfinished first, so that a half deleted one never passes for a generation.
            DurableFile.Rename(At(number).Path, UnfinishedPath(number));
            DeleteFolder(UnfinishedPath(number));
        }
    }

    /// <summary>Keeps the newest generations, the current one, and the one that is to follow.</summary>
    public void Prune(int keep)
    {
        var (current, next) = (Current?.Number, Next?.Number);
        foreach (var generation in List().Where(generation => generation.Number != next).SkipLast(keep).Where(generation => generation.Number != current))
        {
            Delete(generation.Number);
        }
    }

    /// <summary>Takes generations that are not in use back: root's alone, so that InfluxDB's account can't read the keys of the past.</summary>
    public void Retire()
    {
        var current = Current?.Number;
        foreach (var generation in List().Where(generation => generation.Number != current && FileFacts.Of(generation.Path)?.Mode != Access.PrivateFolder))
        {
            // The folder last: it tells that the work is done.
            foreach (var file in Directory.EnumerateFiles(generation.Path))
            {
                File.SetUnixFileMode(file, Access.PrivateFile);
            }

            File.SetUnixFileMode(generation.Path, Access.PrivateFolder);
        }
    }

    /// <summary>Lets others pass through to a generation's certificate again.</summary>
    public void Reopen(int number) => File.SetUnixFileMode(At(number).Path, PassThrough);

    /// <summary>Removes what a crash left half written or half deleted.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(_generations))
        {
            return;
        }

        DurableFile.DeleteTemporaries(folder);
        foreach (var path in Directory.EnumerateDirectories(_generations, UnfinishedPrefix + "*"))
        {
            DeleteFolder(path);
        }

        foreach (var generation in List())
        {
            DurableFile.DeleteTemporaries(generation.Path);
        }
    }

    string UnfinishedPath(int number) => Path.Combine(_generations, UnfinishedPrefix + Name(number));

    static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    static string Name(int number) => number.ToString("D6", CultureInfo.InvariantCulture);

    Generation? Numbered(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? At(number) : null;
}
