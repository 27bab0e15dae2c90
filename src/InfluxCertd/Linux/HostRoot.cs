namespace InfluxCertd.Linux;

/// <summary>The directory that paths are meant in: "/" on the host itself, another one under <c>--root</c>.</summary>
sealed class HostRoot
{
    const int MostLinks = 40;
    readonly string _directory;

    public HostRoot(string directory)
        : this(directory, isHost: Path.GetFullPath(directory) == "/")
    {
    }

    /// <param name="isHost">Whether systemd and the network are this root's own; tests say so of a folder, with a systemd of theirs.</param>
    public HostRoot(string directory, bool isHost)
    {
        _directory = Path.GetFullPath(directory).TrimEnd('/');
        IsHost = isHost;
    }

    public bool IsHost { get; }

    /// <summary>Where a path of the host is on this disk.</summary>
    public string Map(string path) => _directory + path;

    /// <summary>The host's path of one on this disk.</summary>
    public string Unmap(string path) => path[_directory.Length..];

    /// <summary>The file that a path leads to through symbolic links; an absolute link leads to a place within the root.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public string Resolve(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            if (FileFacts.ReadLink(Map(path)) is not { } target)
            {
                return Map(path);
            }

            path = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
        }

        throw new IOException($"{path} can't be followed: too many symbolic links");
    }
}
