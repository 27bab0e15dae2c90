using InfluxCertd.Core.Text;
using InfluxCertd.Linux;
using InfluxCertd.Transactions;

namespace InfluxCertd.Reconciliation;

/// <summary>What files that a person wrote were before we edited them, one record a file, so that an edit can be taken back much later.</summary>
sealed class EditRecords(HostPaths paths)
{
    readonly string _folder = Path.Combine(paths.State, "edits");

    /// <param name="path">As the host names it.</param>
    /// <returns>Null when we did not edit it, or nobody knows any more.</returns>
    public EditedText? Find(string path) =>
        SealedFile.Read(RecordPath(path), StateJson.Default.EditRecord) is { } record && record.Path == path
            ? new EditedText(record.Original, record.Ours)
            : null;

    /// <summary>The change that records one more edit.</summary>
    public FileChange Record(string path, string before, string after)
    {
        DurableFile.CreateFolder(paths.State, Access.PrivateFolder);
        DurableFile.CreateFolder(_folder, Access.PrivateFolder);

        // Where others changed our own lines meanwhile, what they left is the best that is known of how it was.
        var edited = Find(path) is { } known ? known.Then(before, after) : null;
        var record = new EditRecord(path, edited?.Original ?? before, after);
        return new FileChange.Write(RecordPath(path), SealedFile.Seal(record, StateJson.Default.EditRecord), Access.Private);
    }

    /// <summary>The change that forgets a file.</summary>
    public FileChange Forget(string path) => new FileChange.Remove(RecordPath(path));

    string RecordPath(string path) => Path.Combine(_folder, PathImage.Hash(System.Text.Encoding.UTF8.GetBytes(path))[..16] + ".json");
}

sealed record EditRecord(string Path, string Original, string Ours);
