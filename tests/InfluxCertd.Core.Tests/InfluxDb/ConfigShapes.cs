using CsCheck;
using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

/// <summary>
/// Generates configurations in many shapes, each one that influxd accepts (the oracle's test says so), and settings to ask for.
/// </summary>
static class ConfigShapes
{
    static readonly Gen<string> Blanks = Gen.OneOf("", " ", "  ", "\t");
    static readonly Gen<string> Path = Gen.OneOf("/etc/ssl/influxdb.pem", "", Wanted.Certificate, Wanted.Key, "/srv/é 😀/a#b.pem");

    static readonly Gen<string> Comment = Gen.OneOf("", "", "", " # why", "#", "\t# \"quoted\" = [http] 😀");

    // Every section at most once, in one of its variants.
    static readonly Gen<string>[] Sections =
    [
        Gen.OneOf("", "[meta]\n  dir = \"/m\"\n", "[meta]\n  https-enabled = true\n  # https-certificate = \"x\"\n"),
        Gen.OneOf("", "###\n### [data]\n###\n\n[data]\n  dir = \"/d\"\n  wal-dir = \"/w\"\n\n"),
        Gen.OneOf("", "# [http]\n#   https-enabled = true\n[logging]\n", "[\"logging\"]\nlevel = 'warn' # quiet\n"),
        Gen.OneOf("", "[monitor]\n  store-database = '''\n[http]\n# https-enabled = false\n'''\n"),
        Gen.OneOf("", "[tls]\n  ciphers = [ # few\n  # https-enabled = false\n    \"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\",\n  ]\n"),
        Gen.OneOf("", "[unknown.http]\n  https-enabled = true\n"),
        Gen.OneOf("", "# the end\n"),
    ];

    static readonly Gen<string> Subtable = Gen.OneOf("", "[http.notes]\n  https-enabled = true\n");

    static readonly Gen<string> OtherLine = Gen.OneOf(
        "", "  ", "  # bind-address = \":8086\"", "# [http]", "  ### notes", "\tenabled = true # API", "  bind-address = \"127.0.0.1:8086\"",
        "  realm = \"\"\"\n# https-enabled = false\n\"\"\"", "  access-log-status-filters = [\n  # https-certificate = 1\n  ]", "  max-row-limit=0");

    static readonly Gen<Func<string, string, string>> Spelling = Gen.OneOf<Func<string, string, string>>(
        (prefix, name) => prefix + name,
        (prefix, name) => prefix + name,
        (prefix, name) => prefix + name.ToUpperInvariant(),
        (prefix, name) => $"{prefix}\"{name}\"",
        (prefix, name) => $"{prefix}'{name}'");

    /// <summary>Settings to ask for.</summary>
    public static Gen<HttpsSettings> Settings { get; } = Gen.Select(
        Gen.Bool, Path.Null(), Path.Null(), (enabled, certificate, key) => new HttpsSettings(enabled, certificate, key));

    /// <summary>Whole files.</summary>
    public static Gen<string> Files { get; } =
        from text in Gen.Frequency((5, Tables), (2, TopLevel))
        from mark in Gen.Frequency((9, ""), (1, "\uFEFF"))
        from newLines in Gen.Int[0, 3]
        from isEnded in Gen.Frequency((3, true), (1, false))
        select mark + WithNewLines(isEnded ? text : text.TrimEnd('\n'), newLines);

    // A table stands anywhere, or nowhere; keys of the top level come before every table.
    static Gen<string> Tables => Shuffled([.. Sections, Subtable, Gen.Frequency((6, Table), (1, Gen.Const("")))]);

    static Gen<string> TopLevel => Gen.Select(Gen.OneOf(Dotted, Inline), Shuffled(Sections), (http, sections) => http + sections);

    static Gen<string> Shuffled(Gen<string>[] parts) => Sequence(parts).SelectMany(texts => Gen.Shuffle(texts)).Select(texts => string.Concat(texts));

    static Gen<string[]> Sequence(Gen<string>[] parts) => parts.Aggregate(
        Gen.Const(Array.Empty<string>()), (texts, part) => Gen.Select(texts, part, (before, text) => (string[])[.. before, text]));

    static Gen<string> Table =>
        from header in Gen.OneOf("[http]", "[http]", "[HTTP]", "[ \"http\" ]", "\t['http']", "  [http]")
        from comment in Comment
        from enabled in Setting("https-enabled", "", Flag)
        from certificate in Setting("https-certificate", "", Literal)
        from key in Setting("https-private-key", "", Literal)
        from others in OtherLine.Array[0, 4]
        from order in Gen.Shuffle((string?[])[enabled, certificate, key, .. others.Distinct()])
        select $"{header}{comment}\n{Lines(order)}";

    static Gen<string> Dotted =>
        from prefix in Gen.OneOf("http.", "HTTP.", "http . ", "\"http\".")
        from enabled in Setting("https-enabled", prefix, Flag)
        from certificate in Setting("https-certificate", prefix, Literal)
        from key in Setting("https-private-key", prefix, Literal)
        from order in Gen.Shuffle((string?[])[enabled, certificate, key, "# top", "reporting-disabled = true"])
        select Lines(order);

    static Gen<string> Inline =>
        from name in Gen.OneOf("http", "'HTTP'")
        from blank in Blanks
        from flag in Flag.Null()
        from certificate in Literal.Where(literal => !literal.Contains('\n')).Null()
        from comment in Comment
        let items = new[]
        {
            flag is null ? null : $"https-enabled={flag}", "auth-enabled = false", certificate is null ? null : $"'https-certificate' = {certificate}",
        }
        let body = string.Join($"{blank},{blank}", items.Where(item => item is not null))
        select $"{name}{blank}={blank}{{{blank}{body}{blank}}}{comment}\n";

    static Gen<string> Flag => Gen.OneOf("true", "false");

    static Gen<string> Literal =>
        from path in Path
        from quotes in Gen.OneOf("\"", "\"", "'", "'''", "\"\"\"")
        select quotes + path + quotes;

    // Set, commented out or absent (null). A line with a prefix is never a commented-out default of [http].
    static Gen<string?> Setting(string name, string prefix, Gen<string> values) =>
        from kind in Gen.Int[0, 2]
        from indentation in Blanks
        from spelling in Spelling
        from blank in Blanks
        from value in values
        from comment in Comment
        from hash in Gen.OneOf("# ", "#", "## ")
        select kind switch
        {
            0 => $"{indentation}{spelling(prefix, name)}{blank}={blank}{value}{comment}",
            1 => $"{indentation}{hash}{name}{blank}= {value}",
            _ => null,
        };

    static string Lines(IEnumerable<string?> lines) => string.Concat(lines.Where(line => line is not null).Select(line => line + "\n"));

    static string WithNewLines(string text, int kind)
    {
        var lines = text.Split('\n');
        return string.Concat(lines.Select((line, index) => index == lines.Length - 1 ? line : line + kind switch
        {
            0 or 1 => "\n",
            2 => "\r\n",
            _ => index % 3 == 0 ? "\r\n" : "\n",
        }));
    }
}
