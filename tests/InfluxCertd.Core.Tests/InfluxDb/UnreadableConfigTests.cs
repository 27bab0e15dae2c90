using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

public class UnreadableConfigTests
{
    public static TheoryData<string, int, int, string> Files => new()
    {
        {
            "[http]\nhttps-enabled = true\nhttps-enabled = false\n", 3, 1,
            "http.https-enabled is defined a second time (the first is in line 2), which TOML forbids: keep one of the two"
        },
        {
            "[http]\n[meta]\n[http]\n", 3, 1,
            "http is defined a second time (the first is in line 1), which TOML forbids: keep one of the two"
        },
        {
            "http.auth-enabled = true\n[http]\nhttps-enabled = true\n", 2, 1,
            "http is defined a second time (the first is in line 1), which TOML forbids: keep one of the two"
        },
        {
            "[http]\n[meta]\n[HTTP]\n", 3, 1,
            "the settings of [http] continue here under another spelling (they begin in line 1), and influxd reads the two in no fixed order: bring them together in one [http]"
        },
        {
            "http.auth-enabled = true\nHTTP.https-enabled = true\n", 2, 1,
            "the settings of [http] continue here under another spelling (they begin in line 1), and influxd reads the two in no fixed order: bring them together in one [http]"
        },
        {
            "[http]\nhttps-enabled = true\n  HTTPS-enabled = false\n", 3, 3,
            "https-enabled is set a second time, spelled HTTPS-enabled (the first is in line 2), and influxd takes either of them: keep one"
        },
        {
            "[http]\nhttps-enabled = true\n\"http\u017F-enabled\" = false\n", 3, 1,
            "https-enabled is set a second time, spelled http\u017F-enabled (the first is in line 2), and influxd takes either of them: keep one"
        },
        { "[[http]]\n", 1, 1, "[[http]] is a list of tables, but influxd wants one table: write [http]" },
        { "http = 1\n", 1, 1, "http is a single value here, but influxd wants a table: write [http] and its settings below it" },
        {
            "[http]\n  https-enabled = \"true\"\n", 2, 19,
            "https-enabled in [http] must be true or false, without quotes: influxd does not start with any other value"
        },
        {
            "[http]\nhttps-private-key = 1\n", 2, 21,
            "https-private-key in [http] must be text in double quotes: influxd does not start with any other value"
        },
        { "[http]\nhttps-enabled = yes\n", 2, 17, "not valid TOML: unexpected token `yes` for a value; correct this line" },
        {
            "[http\nx = 1\n", 1, 6,
            "not valid TOML: found the end of the line while expecting `]`; correct this line"
        },
        { "[http]\nx = 1 # \u0001\n", 2, 9, "not valid TOML: invalid control character U+0001 in comment; correct this line" },
        { "[http]\nx = 1\ry = 2\n", 2, 6, "not valid TOML: invalid \\r not followed by \\n; correct this line" },
        {
            "\uFEFF\uFEFF[http]\n", 1, 1,
            "the file begins with two byte order marks, which influxd refuses: keep one, or none"
        },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Says_what_is_wrong_and_where_and_leaves_the_file_alone(string text, int line, int column, string message)
    {
        Assert.Equal(new InfluxDbConfigReading.Unreadable(line, column, message), InfluxDbConfig.Read(text));
        Assert.Equal(new ConfigEdit.Refused(line, column, message), HttpsEditor.Apply(text, Wanted.Https));
    }
}
