using System.Collections.Immutable;
using System.Globalization;
using InfluxCertd.Linux;

namespace InfluxCertd.Transactions;

/// <summary>
/// A change of several files that is either committed or undone, also by a later process: what it began from
/// is on disk, synced, before the first file changes.
/// </summary>
sealed class Transaction
{
    readonly TransactionFolder _folder;
    readonly GenerationStore _generations;
    Intent _intent;

    Transaction(TransactionFolder folder, GenerationStore generations, Intent intent) =>
        (_folder, _generations, _intent) = (folder, generations, intent);

    public DateTimeOffset Begun => _intent.Begun;

    public IEnumerable<string> Paths => _intent.Changes.Select(change => change.Path);

    /// <summary>Every path is as the change was to leave it.</summary>
    public bool IsComplete => _intent.Changes.GroupBy(change => change.Path).All(changes => PathImage.Of(changes.Key) == changes.Last().After);

    /// <summary>Saves what will change as it is, and writes the intent.</summary>
    /// <param name="purpose">A word for whoever reads the intent: apply, rollback, disable.</param>
    /// <param name="newGenerations">The generations that the change will make.</param>
    /// <param name="changes">In the order in which they will be made.</param>
    public static Transaction Begin(
        TransactionFolder folder, GenerationStore generations, DateTimeOffset now, string purpose,
        ImmutableArray<int> newGenerations, IEnumerable<FileChange> changes)
    {
        try
        {
            folder.Prepare();
            var intent = new Intent(Intent.CurrentVersion, now, purpose, newGenerations, Capture(folder, changes));
            folder.Intent.Write(intent);
            return new Transaction(folder, generations, intent);
        }
        catch
        {
            // Nothing has changed yet, so there is nothing to undo either.
            folder.Abandon();
            throw;
        }
    }

    static ImmutableArray<IntendedChange> Capture(TransactionFolder folder, IEnumerable<FileChange> changes)
    {
        var reached = new Dictionary<string, PathImage>();
        var intended = ImmutableArray.CreateBuilder<IntendedChange>();
        foreach (var change in changes)
        {
            var isFirst = !reached.TryGetValue(change.Path, out var before);
            before ??= PathImage.Of(change.Path);
            string? copy = null;
            if (isFirst && before.Kind == PathKind.File)
            {
                copy = intended.Count.ToString("D4", CultureInfo.InvariantCulture);
                folder.Save(change.Path, copy);
            }

            var after = change.After(before);
            reached[change.Path] = after;
            intended.Add(new IntendedChange(change.Path, before, after, copy));
        }

        return intended.ToImmutable();
    }

    /// <summary>The change that an earlier process left open; null when there is none.</summary>
    /// <exception cref="StateDamagedException">There is one and it can't be believed.</exception>
    public static Transaction? Reopen(TransactionFolder folder, GenerationStore generations) =>
        folder.Intent.Read() is { } intent ? new Transaction(folder, generations, intent) : null;

    /// <summary>Puts some paths back, and makes them no part of the change any more.</summary>
    /// <inheritdoc cref="Undo"/>
    public IReadOnlyList<string> Withdraw(IReadOnlyCollection<string> paths)
    {
        var remarks = _intent.Changes.Reverse().Where(change => paths.Contains(change.Path)).Select(Restore).OfType<string>().ToList();
        _intent = _intent with { Changes = [.. _intent.Changes.Where(change => !paths.Contains(change.Path))] };
        _folder.Intent.Write(_intent);
        return remarks;
    }

    /// <summary>The new state is verified: nothing can be undone from here on.</summary>
    public void Commit() => _folder.Intent.Delete();

    /// <summary>Puts everything back, last change first. Running it twice, or after a part of the change only, is the same.</summary>
    /// <returns>Sentences about what was left alone because someone else has changed it since.</returns>
    public IReadOnlyList<string> Undo()
    {
        if (!_folder.Intent.Exists)
        {
            _folder.Intent.Write(_intent);
        }

        var remarks = _intent.Changes.Reverse().Select(Restore).OfType<string>().ToList();
        foreach (var made in _intent.Generations.Where(number => number != _generations.Current?.Number))
        {
            _generations.Delete(made);
        }

        _folder.Intent.Delete();
        _folder.Sweep();
        return remarks;
    }

    string? Restore(IntendedChange change)
    {
        DurableFile.DeleteTemporary(change.Path);
        var now = PathImage.Of(change.Path);
        if (now == change.Before)
        {
            return null;
        }

        if (now != change.After)
        {
            // Not there yet, or somebody else has been here.
            return _intent.Changes.Any(other => other.Path == change.Path && (now == other.Before || now == other.After))
                ? null
                : $"{change.Path} was changed by someone else in the meantime and is left as it is";
        }

        switch (change.Before)
        {
            case { Kind: PathKind.Missing }:
                DurableFile.Delete(change.Path);
                return null;
            case { Kind: PathKind.Link, Target: { } target }:
                DurableFile.SymlinkDurably(target, change.Path);
                return null;
            default:
                return _folder.Restore(change.Copy!, change.Before, change.Path);
        }
    }
}
