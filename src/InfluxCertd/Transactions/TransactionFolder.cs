using InfluxCertd.Linux;

namespace InfluxCertd.Transactions;

/// <summary>Where an open change keeps its intent and the copies of what it would restore; root only.</summary>
sealed class TransactionFolder(string state)
{
    readonly string _undo = Path.Combine(state, "undo");

    public IntentFile Intent { get; } = new(Path.Combine(state, "intent.json"));

    /// <summary>Makes room for the copies of a new change.</summary>
    public void Prepare()
    {
        DurableFile.CreateFolder(state, Access.PrivateFolder);
        Sweep();
        DurableFile.CreateFolder(_undo, Access.PrivateFolder);
    }

    /// <summary>Copies a file, with its owner, mode and extended attributes.</summary>
    public void Save(string path, string copy) => DurableFile.CopyWithAttributes(path, File.ReadAllBytes(path), Path.Combine(_undo, copy));

    /// <returns>A sentence when the copy can't be believed and nothing was restored.</returns>
    public string? Restore(string copy, PathImage image, string path)
    {
        var saved = Path.Combine(_undo, copy);
        var content = File.Exists(saved) ? File.ReadAllBytes(saved) : [];
        if (PathImage.Hash(content) != image.Sha256)
        {
            return $"{saved} is damaged, so {path} is left as it is";
        }

        DurableFile.CopyWithAttributes(saved, content, path);
        return null;
    }

    /// <summary>Forgets a change that could not be begun; what can't be removed now, a later sweep finds.</summary>
    public void Abandon()
    {
        try
        {
            Intent.Delete();
            Sweep();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Sets an intent that can't be believed aside, for a person to look at.</summary>
    /// <returns>Where it is now.</returns>
    public string SetAside()
    {
        var aside = Intent.Path + ".damaged";
        DurableFile.Rename(Intent.Path, aside);
        return aside;
    }

    /// <summary>Removes what a change that is closed, or was never begun, left here.</summary>
    public void Sweep()
    {
        if (Intent.Exists)
        {
            return;
        }

        if (Directory.Exists(_undo))
        {
            Directory.Delete(_undo, recursive: true);
        }

        DurableFile.DeleteTemporaries(state);
    }
}
