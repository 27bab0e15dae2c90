using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Clients;

/// <summary>A client program that is configured on this host.</summary>
/// <param name="Name">As in [clients].</param>
/// <param name="CanReload">Whether its unit takes a changed configuration without a restart.</param>
/// <param name="IsEnabled">Whether [clients] lets its configuration be edited.</param>
public sealed record ObservedClient(
    string Name, string Unit, UnitActivity Activity, bool CanReload, bool IsEnabled, ImmutableArray<ObservedClientFile> Files)
{
    /// <summary>Whether it goes on over HTTPS without a person: by a connection that is converted, or already as wanted.</summary>
    public bool GoesOn => Files.Any(file => file.Connections.Any(found =>
        found.State is ConnectionState.AsWanted || (found.State is ConnectionState.Converted && IsEnabled && !file.IsReadOnly)));

    public IEnumerable<ClientConnection> Connections => Files.SelectMany(file => file.Connections);

    /// <summary>Stands for what its files say and should say: whoever refused that may accept something else.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(Files.Select(file => $"{file.Path}\0{file.Text}\0{file.NewText}\0")))));

    /// <summary>Whether it reads the trust bundle, which Go programs do only when they start or reload.</summary>
    public bool Trusts(string trustBundle) => Files.Any(file => file.Text.Contains(trustBundle, StringComparison.Ordinal));
}

/// <summary>One of its files.</summary>
public sealed record ObservedClientFile(string Path, string Text, ClientReading Reading)
{
    /// <summary>What the file should say, null if it says so already or can't be read.</summary>
    public string? NewText => Reading is ClientReading.Readable readable && readable.NewText != Text ? readable.NewText : null;

    public IEnumerable<ClientConnection> Connections => Reading is ClientReading.Readable readable ? readable.Connections : [];

    /// <summary>What it was before we edited it; null when we did not, or nobody knows any more.</summary>
    public EditedText? Edits { get; init; }

    /// <summary>Whether this process may not write here, whoever it runs as: the unit's sandbox does not let it in.</summary>
    public bool IsReadOnly { get; init; }
}
