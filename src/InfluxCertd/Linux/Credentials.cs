namespace InfluxCertd.Linux;

/// <summary>
/// Secrets that systemd hands to the service (<c>LoadCredential=</c> and its like, systemd.exec(5)): files in memory that root alone
/// reads, and that are there while the service runs.
/// </summary>
static class Credentials
{
    /// <summary>Where systemd puts them, which is also where a person's command finds the daemon's.</summary>
    const string Folder = "/run/credentials/" + OwnUnit.Name;

    /// <summary>Whether a setting means a credential: a file is named by its whole path.</summary>
    public static bool IsName(string setting) => !setting.Contains('/');

    /// <summary>Where the credential is, as a path of the host.</summary>
    /// <exception cref="UnsafeFileException">There is none of this name.</exception>
    public static string Find(HostRoot root, string name)
    {
        string?[] folders = [root.IsHost ? Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") : null, Folder];
        return folders.OfType<string>().Select(folder => Path.Combine(folder, name)).FirstOrDefault(path => File.Exists(root.Map(path)))
            ?? throw new UnsafeFileException($"{Folder}/{name}", $"{OwnUnit.Name} does not run with such a credential; add \"LoadCredential={name}:FILE\" below [Service] by \"systemctl edit influxcertd\", and restart it");
    }
}
