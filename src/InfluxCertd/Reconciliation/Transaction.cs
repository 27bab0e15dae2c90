using System.Collections.Immutable;
using System.Security.Cryptography;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// A change of several files that is either committed or undone, also by a later process: what it began from
/// is on disk, synced, before the first file changes.
/// </summary>
sealed class Transaction(HostPaths paths, GenerationStore generations, Intent intent)
{
    const string UndoFolder = "undo";
    const string IntentFile = "intent.json";

    public static string IntentPath(HostPaths paths) => Path.Combine(paths.State, IntentFile);

    /// <summary>Saves the files as they are and writes the intent.</summary>
    /// <param name="changes">The paths to be changed, in order, with the content to be written where that is known.</param>
    public static Transaction Begin(
        HostPaths paths, GenerationStore generations, DateTimeOffset now, int? newGeneration,
        IEnumerable<(string Path, byte[]? After)> changes)
    {
        var undo = Path.Combine(paths.State, UndoFolder);
        RemoveUndoFolder(paths);
        DurableFile.CreateFolder(undo, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var images = changes.Select((change, index) => Capture(change.Path, change.After, undo, index)).ToImmutableArray();
        var intent = new Intent(Intent.CurrentVersion, now, generations.Current?.Number, newGeneration, images);
        IntentStore.Write(IntentPath(paths), intent);
        return new Transaction(paths, generations, intent);
    }

    /// <summary>The change that an earlier process left open; null when there is none.</summary>
    public static Transaction? Reopen(HostPaths paths, GenerationStore generations) =>
        IntentStore.Read(IntentPath(paths)) is { } intent ? new Transaction(paths, generations, intent) : null;

    public static bool IsOpen(HostPaths paths) => File.Exists(IntentPath(paths));

    /// <summary>The new state is verified: nothing can be undone from here on.</summary>
    public void Commit() => Close();

    /// <summary>Puts everything back, last change first. Running it twice, or after a part of the change only, is the same.</summary>
    /// <returns>Sentences about what was left alone because someone else has changed it since.</returns>
    public IReadOnlyList<string> Undo()
    {
        var remarks = new List<string>();
        foreach (var image in intent.Files.Reverse())
        {
            if (Restore(image) is { } remark)
            {
                remarks.Add(remark);
            }
        }

        if (intent.PreviousGeneration is { } previous)
        {
            generations.Switch(previous);
        }
        else
        {
            generations.ClearCurrent();
        }

        if (intent.NewGeneration is { } made)
        {
            generations.Delete(made);
        }

        Close();
        return remarks;
    }

    static BeforeImage Capture(string path, byte[]? after, string undo, int index)
    {
        if (FileFacts.ReadLink(path) is { } target)
        {
            return new BeforeImage(path, BeforeKind.Link, target);
        }

        if (!File.Exists(path))
        {
            return new BeforeImage(path, BeforeKind.Missing);
        }

        var copy = index.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
        var content = File.ReadAllBytes(path);
        DurableFile.CopyWithAttributes(path, content, Path.Combine(undo, copy));
        return new BeforeImage(path, BeforeKind.File, Copy: copy, Sha256: Hash(content), AfterSha256: after is null ? null : Hash(after));
    }

    string? Restore(BeforeImage image)
    {
        switch (image.Kind)
        {
            case BeforeKind.Missing:
                DurableFile.Delete(image.Path);
                return null;
            case BeforeKind.Link:
                DurableFile.SymlinkDurably(image.Target!, image.Path);
                return null;
            default:
                return RestoreFile(image);
        }
    }

    string? RestoreFile(BeforeImage image)
    {
        var isFile = FileFacts.ReadLink(image.Path) is null && File.Exists(image.Path);
        var current = isFile ? Hash(File.ReadAllBytes(image.Path)) : null;
        if (current == image.Sha256)
        {
            return null;
        }

        if (current is not null && image.AfterSha256 is not null && current != image.AfterSha256)
        {
            return $"{image.Path} was edited by someone else in the meantime and is left as it is";
        }

        var copy = Path.Combine(paths.State, UndoFolder, image.Copy!);
        var content = File.ReadAllBytes(copy);
        if (Hash(content) != image.Sha256)
        {
            return $"{copy} is damaged, so {image.Path} is left as it is";
        }

        DurableFile.CopyWithAttributes(copy, content, image.Path);
        return null;
    }

    void Close()
    {
        DurableFile.Delete(IntentPath(paths));
        RemoveUndoFolder(paths);
    }

    static void RemoveUndoFolder(HostPaths paths)
    {
        var undo = Path.Combine(paths.State, UndoFolder);
        if (Directory.Exists(undo))
        {
            Directory.Delete(undo, recursive: true);
        }
    }

    static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
