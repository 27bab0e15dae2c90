using System.Collections.Immutable;

namespace InfluxCertd.Configuration;

/// <summary>Finds the files that make up the configuration.</summary>
internal static class ConfigFiles
{
    /// <summary>The main file if it is there, then the drop-ins in order. Folders that cannot be trusted are problems.</summary>
    public static ImmutableArray<string> Find(string main, uint user, bool mustExist, out List<ConfigProblem> problems)
    {
        problems = [];
        var files = ImmutableArray.CreateBuilder<string>();

        // A link that leads nowhere is listed: reading it says so, where silence would mean all defaults.
        if (mustExist || Path.Exists(main) || new FileInfo(main).LinkTarget is not null)
        {
            files.Add(main);
            CheckFolder(Path.GetDirectoryName(main)!, user, problems);
        }

        files.AddRange(DropIns(main + ".d", user, problems));
        return files.ToImmutable();
    }

    static IEnumerable<string> DropIns(string folder, uint user, List<ConfigProblem> problems)
    {
        try
        {
            if (CheckFolder(folder, user, problems))
            {
                // Folders too, so that one named like a file is told of and not passed over.
                return Directory.GetFileSystemEntries(folder, "*.toml")
                    .Where(file => !Path.GetFileName(file).StartsWith('.'))
                    .Order(StringComparer.Ordinal);
            }
        }
        catch (UnauthorizedAccessException)
        {
            problems.Add(new(folder, null, null, "the folder cannot be read: permission denied"));
        }

        return [];
    }

    static bool CheckFolder(string folder, uint user, List<ConfigProblem> problems)
    {
        try
        {
            var status = ConfigFileStatus.Of(folder);
            var objection = status switch
            {
                null => null,
                { Kind: not ConfigFileKind.Folder } => "this is not a folder; drop-in files stand in a folder of this name",
                _ => ConfigFileTrust.Objection(status, user),
            };
            if (objection is not null)
            {
                problems.Add(new(folder, null, null, objection));
            }

            return status is not null && objection is null;
        }
        catch (IOException e)
        {
            problems.Add(new(folder, null, null, $"the folder cannot be read: {e.Message}"));
            return false;
        }
    }
}
