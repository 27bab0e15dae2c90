using System.Collections.Immutable;
using System.Text.RegularExpressions;
using InfluxCertd.Core.Clients.Toml;

namespace InfluxCertd.Core.Clients;

/// <summary>telegraf.conf and the files of telegraf.d (Telegraf 1.x, plugins/outputs/influxdb and others, plugins/common/tls).</summary>
public sealed partial class TelegrafEditor : IClientEditor
{
    const string DefaultUrl = "http://localhost:8086";

    static readonly ImmutableArray<TomlConnections> Connections =
    [
        new("outputs.influxdb", ["urls", "url"], DefaultUrl),
        new("outputs.influxdb_v2", ["urls"], DefaultUrl),
        new("inputs.influxdb", ["urls"], $"{DefaultUrl}/debug/vars"),
        new("inputs.prometheus", ["urls"]),
        new("inputs.http", ["urls"]),
        new("inputs.http_response", ["urls", "address"]),
    ];

    // What stands in quotes or behind a # is passed over; of the rest, the variables.
    [GeneratedRegex("""#[^\n]*|\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"(\\.|[^"\\\n])*"|'[^'\n]*'|(?<variable>\$\{[^}\n]*\}|\$\w+)""")]
    private static partial Regex VariableOutsideText { get; }

    public ClientReading Read(string text, ClientTarget target) => TomlEditor.Read(text, target, Dialect(text), Masked);

    // The settings are called tls_* from Telegraf 1.7 on; a file that knows only ssl_*, if in a comment, is of an older one.
    static TomlDialect Dialect(string text) => new(
        Connections,
        text.Contains("ssl_ca", StringComparison.Ordinal) && !text.Contains("tls_ca", StringComparison.Ordinal) ? "ssl_ca" : "tls_ca",
        ["tls_ca", "ssl_ca"], "insecure_skip_verify", "tls_enable");

    // Telegraf replaces variables before it parses; a number of the same length lets the parser pass and moves nothing.
    static string Masked(string text) => VariableOutsideText.Replace(
        text, match => match.Groups["variable"].Success ? new string('1', match.Length) : match.Value);
}
