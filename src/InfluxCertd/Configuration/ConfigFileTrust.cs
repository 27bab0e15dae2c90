using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration;

/// <summary>Whether only those who may command the daemon can change its configuration.</summary>
internal static class ConfigFileTrust
{
    const uint Root = 0;

    /// <summary>
    /// Why the file or folder is not to be trusted, as a sentence; null when it is. <paramref name="user"/> is the one
    /// that the program runs as, who may own it beside root.
    /// </summary>
    public static string? Objection(ConfigFileStatus status, uint user)
    {
        var what = status.Kind == ConfigFileKind.Folder ? "this folder" : "this file";
        if (status.Owner != Root && status.Owner != user)
        {
            return $"{what} belongs to user {status.Owner}, who could command the daemon by it; run \"chown root\" on it";
        }

        // A sticky folder such as /tmp would not help: others may still add files to it.
        var tooWide = UnixFileMode.OtherWrite | (status.Group == Root ? UnixFileMode.None : UnixFileMode.GroupWrite);
        return (status.Mode & tooWide) == 0
            ? null
            : $"{what} has mode {FileModeText.Format(status.Mode)}, so that others than root could command the daemon by it; run \"chmod go-w\" on it";
    }
}
