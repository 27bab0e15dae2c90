using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients.Toml;

/// <summary>A program's words for connections and trust in its TOML file.</summary>
/// <param name="CaKey">The key that names the file of trusted certificates, for a new line.</param>
/// <param name="CaKeys">Every key that does, the one that wins first.</param>
/// <param name="SkipKey">The key that turns verification off.</param>
/// <param name="EnableKey">A key that, when false, keeps the others from having any effect; null where there is none.</param>
internal sealed record TomlDialect(ImmutableArray<TomlConnections> Connections, string CaKey, ImmutableArray<string> CaKeys, string SkipKey, string? EnableKey);

/// <summary>A table whose entries connect to InfluxDB.</summary>
/// <param name="Table">Dotted, as in [[outputs.influxdb]].</param>
/// <param name="UrlKeys">Keys that hold a URL or a list of them; a default is written to the first.</param>
/// <param name="DefaultUrl">Where the program connects when none of the keys is there; null for nowhere.</param>
internal sealed record TomlConnections(string Table, ImmutableArray<string> UrlKeys, string? DefaultUrl = null);
