namespace InfluxCertd.Linux;

/// <summary>
/// The way that a path takes, component by component: which links it follows, through whose folders, and where it ends. An
/// absolute link leads to a place within the root.
/// </summary>
sealed class PathWalk
{
    const int MostLinks = 40;

    readonly HostRoot _root;
    readonly List<string> _folders = [];
    readonly List<uint> _linkOwners = [];
    int _links;

    PathWalk(HostRoot root) => _root = root;

    /// <summary>Where the path ends, as a path of the host.</summary>
    public string Shown { get; private set; } = "/";

    /// <summary>Where the path ends, on this disk.</summary>
    public string Path => _root.Map(Shown);

    /// <summary>What is there; null when nothing is.</summary>
    public FileFacts? Facts { get; private set; }

    /// <summary>The folders in which the way's last name, and each link on it, stands.</summary>
    public IReadOnlyList<string> Folders => _folders;

    public IReadOnlyList<uint> LinkOwners => _linkOwners;

    /// <summary>The first folder on the way into which everyone may put files, and not only their own (sticky); null when there is none.</summary>
    public string? OpenFolder { get; private set; }

    /// <exception cref="IOException">Links lead in a circle, or the system refuses.</exception>
    public static PathWalk To(HostRoot root, string path)
    {
        var walk = new PathWalk(root);
        walk.Follow(path);
        walk.Facts = FileFacts.Of(walk.Path);
        return walk;
    }

    void Follow(string path)
    {
        if (path.StartsWith('/'))
        {
            Shown = "/";
        }

        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is "." or "..")
            {
                Shown = names[i] == "." ? Shown : System.IO.Path.GetDirectoryName(Shown) ?? "/";
                continue;
            }

            Enter(Shown, isLast: i == names.Length - 1);
            var next = System.IO.Path.Combine(Shown, names[i]);
            if (FileFacts.ReadLink(_root.Map(next)) is { } target)
            {
                FollowLink(next, target);
            }
            else
            {
                Shown = next;
            }
        }
    }

    void FollowLink(string link, string target)
    {
        if (++_links > MostLinks)
        {
            throw new IOException($"{link} can't be followed: too many symbolic links");
        }

        Watch(Shown);
        if (FileFacts.Of(_root.Map(link)) is { } facts)
        {
            _linkOwners.Add(facts.Uid);
        }

        Follow(target);
    }

    void Enter(string folder, bool isLast)
    {
        if (isLast)
        {
            Watch(folder);
        }

        if (OpenFolder is null && FileFacts.Of(_root.Map(folder)) is { } facts
            && facts.Mode.HasFlag(UnixFileMode.OtherWrite) && !facts.Mode.HasFlag(UnixFileMode.StickyBit))
        {
            OpenFolder = folder;
        }
    }

    void Watch(string folder)
    {
        if (!_folders.Contains(_root.Map(folder)))
        {
            _folders.Add(_root.Map(folder));
        }
    }
}
