using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Clients;

/// <summary>A client program that is configured on this host.</summary>
/// <param name="Name">As in [clients].</param>
/// <param name="CanReload">Whether its unit takes a changed configuration without a restart.</param>
/// <param name="IsEnabled">Whether [clients] lets its configuration be edited.</param>
public sealed record ObservedClient(
    string Name, string Unit, UnitActivity Activity, bool CanReload, bool IsEnabled, ImmutableArray<ObservedClientFile> Files)
{
    /// <summary>Whether it goes on over HTTPS without a person: by a connection that is converted, or already as wanted.</summary>
    public bool GoesOn => Connections.Any(found => found.State is ConnectionState.AsWanted || (IsEnabled && found.State is ConnectionState.Converted));

    public IEnumerable<ClientConnection> Connections =>
        Files.Select(file => file.Reading).OfType<ClientReading.Readable>().SelectMany(readable => readable.Connections);
}

/// <summary>One of its files.</summary>
public sealed record ObservedClientFile(string Path, string Text, ClientReading Reading)
{
    /// <summary>What the file should say, null if it says so already or can't be read.</summary>
    public string? NewText => Reading is ClientReading.Readable readable && readable.NewText != Text ? readable.NewText : null;
}
