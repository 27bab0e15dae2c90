namespace InfluxCertd.Configuration;

/// <summary>What a path leads to.</summary>
internal enum ConfigFileKind
{
    File,
    Folder,

    /// <summary>A device, a pipe, a socket: opening it may block or never end.</summary>
    Other,
}
