using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

public class HttpsEditorTests
{
    const string Enabled = "https-enabled = true";
    const string Certificate = $"https-certificate = \"{Wanted.Certificate}\"";
    const string Key = $"https-private-key = \"{Wanted.Key}\"";

    public static TheoryData<string, string, string> Edits => new()
    {
        {
            "values of keys that are there are replaced alone",
            "[http]\nhttps-enabled=false# off\n\thttps-certificate  =  '' # none\nhttps-private-key = \"x\"\n",
            $"[http]\nhttps-enabled=true# off\n\thttps-certificate  =  \"{Wanted.Certificate}\" # none\nhttps-private-key = \"{Wanted.Key}\"\n"
        },
        {
            "new lines follow the commented-out defaults, indented alike",
            "[http]\n  # on?\n  # https-enabled = false\n\n  #https-certificate=\n\t## https-private-key = \"\"\n  auth-enabled = true\n",
            $"[http]\n  # on?\n  # https-enabled = false\n  {Enabled}\n\n  #https-certificate=\n  {Certificate}\n\t## https-private-key = \"\"\n\t{Key}\n  auth-enabled = true\n"
        },
        {
            "without commented-out defaults they follow the last key",
            "[http]\n    auth-enabled = true # yes\n\n# about logging\n[logging]\n",
            $"[http]\n    auth-enabled = true # yes\n    {Enabled}\n    {Certificate}\n    {Key}\n\n# about logging\n[logging]\n"
        },
        {
            "without any key they follow the header",
            "[http] # API\n\n[logging]\n",
            $"[http] # API\n  {Enabled}\n  {Certificate}\n  {Key}\n\n[logging]\n"
        },
        {
            "a value of several lines ends before the new line begins",
            "[http]\n  x = [ 1,\n   2 ] # two\n",
            $"[http]\n  x = [ 1,\n   2 ] # two\n  {Enabled}\n  {Certificate}\n  {Key}\n"
        },
        {
            "a missing section comes last, after a blank line",
            "[meta]\n",
            $"[meta]\n\n[http]\n  {Enabled}\n  {Certificate}\n  {Key}\n"
        },
        {
            "a missing section leaves a missing final newline missing",
            "[meta]\r\nx = 1",
            $"[meta]\r\nx = 1\r\n\r\n[http]\r\n  {Enabled}\r\n  {Certificate}\r\n  {Key}"
        },
        {
            "an empty file gets the section alone",
            "",
            $"[http]\n  {Enabled}\n  {Certificate}\n  {Key}\n"
        },
        {
            "a blank last line is blank enough",
            "x = 1\n \n",
            $"x = 1\n \n[http]\n  {Enabled}\n  {Certificate}\n  {Key}\n"
        },
        {
            "a section that is commented out is none",
            "# [http]\n# https-enabled = true\n",
            $"# [http]\n# https-enabled = true\n\n[http]\n  {Enabled}\n  {Certificate}\n  {Key}\n"
        },
        {
            "a new line ends as its neighbour does",
            "[http]\n# https-enabled = false\r\n# https-certificate = \"\"\nx = 1\r\n",
            $"[http]\n# https-enabled = false\r\n{Enabled}\r\n# https-certificate = \"\"\n{Certificate}\nx = 1\r\n{Key}\r\n"
        },
        {
            "a last line without an end stays without one",
            "[http]\r\n  # https-enabled = false",
            $"[http]\r\n  # https-enabled = false\r\n  {Enabled}\r\n  {Certificate}\r\n  {Key}"
        },
        {
            "letter case is influxd's to ignore",
            "[HTTP]\nHTTPS-Enabled = false\n# HTTPS-CERTIFICATE = \"\"\n",
            $"[HTTP]\nHTTPS-Enabled = true\n# HTTPS-CERTIFICATE = \"\"\n{Certificate}\n{Key}\n"
        },
        {
            "dotted keys are continued",
            "a = 1\n  \"HTTP\" . bind-address = \":1\" # all\nhttp2 = 1\n[meta]\n",
            $"a = 1\n  \"HTTP\" . bind-address = \":1\" # all\n  \"HTTP\".{Enabled}\n  \"HTTP\".{Certificate}\n  \"HTTP\".{Key}\nhttp2 = 1\n[meta]\n"
        },
        {
            "an inline table is continued",
            "http = { https-enabled = false, a = 1 } # short\n",
            $"http = {{ https-enabled = true, a = 1, {Certificate}, {Key} }} # short\n"
        },
        {
            "an empty inline table is filled",
            "http={}",
            $"http={{ {Enabled}, {Certificate}, {Key} }}"
        },
        {
            "quoted names are names",
            "[\"http\"]\n'https-enabled' = false\n\"https-certificate\" = '''\nx'''\n",
            $"[\"http\"]\n'https-enabled' = true\n\"https-certificate\" = \"{Wanted.Certificate}\"\n{Key}\n"
        },
        {
            "a byte order mark stays the first character",
            "\uFEFF[http]\nhttps-enabled = false\n",
            $"\uFEFF[http]\nhttps-enabled = true\n{Certificate}\n{Key}\n"
        },
        {
            "characters of two code units move nothing",
            "a = \"😀\" # 😀\n[http] # 😀\nhttps-enabled = false # 😀\n",
            $"a = \"😀\" # 😀\n[http] # 😀\nhttps-enabled = true # 😀\n{Certificate}\n{Key}\n"
        },
        {
            "comments within a value are not places for a line",
            "[http]\nx = '''\n# https-enabled = false\n'''\ny = [\n# https-certificate = 1\n1]\n",
            $"[http]\nx = '''\n# https-enabled = false\n'''\ny = [\n# https-certificate = 1\n1]\n{Enabled}\n{Certificate}\n{Key}\n"
        },
        {
            "a neighbour that is commented out keeps its comments",
            "[http]\na = 1\n# [[opentsdb]]\n# https-enabled = false\n",
            $"[http]\na = 1\n{Enabled}\n{Certificate}\n{Key}\n# [[opentsdb]]\n# https-enabled = false\n"
        },
        {
            "other sections keep their own",
            "https-enabled = false\n[meta]\nhttps-enabled = false\n[http.x]\nhttps-enabled = false\n[http]\n[a.http]\nhttps-enabled = false\n",
            $"https-enabled = false\n[meta]\nhttps-enabled = false\n[http.x]\nhttps-enabled = false\n[http]\n  {Enabled}\n  {Certificate}\n  {Key}\n[a.http]\nhttps-enabled = false\n"
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edits_where_a_person_would(string what, string text, string expected)
    {
        Assert.NotEmpty(what);
        Assert.Equal(expected, Wanted.Edited(text));
        Assert.IsType<ConfigEdit.Unchanged>(HttpsEditor.Apply(expected, Wanted.Https));
    }

    [Fact]
    public void Right_values_keep_their_quotes() => Assert.IsType<ConfigEdit.Unchanged>(HttpsEditor.Apply(
        $"[http]\nhttps-enabled = true\nhttps-certificate = '{Wanted.Certificate}'\nhttps-private-key = '''{Wanted.Key}'''\n", Wanted.Https));

    [Fact]
    public void Settings_that_nobody_asks_for_stay() => Assert.Equal(
        "[http]\nhttps-enabled = false\nhttps-certificate = \"/a\"\n",
        Wanted.Edited("[http]\nhttps-enabled = true\nhttps-certificate = \"/a\"\n", Wanted.Plain));

    [Fact]
    public void Https_that_is_off_by_default_needs_no_line() =>
        Assert.IsType<ConfigEdit.Unchanged>(HttpsEditor.Apply("[http]\n# https-enabled = true\n", Wanted.Plain));

    [Theory]
    [InlineData("/a \"b\" \\c", """ "/a \"b\" \\c" """)]
    [InlineData("/tab\there\u007F", """ "/tab\u0009here\u007F" """)]
    [InlineData("/Zürich/😀", """ "/Zürich/😀" """)]
    public void Any_path_survives(string path, string literal)
    {
        var edited = Wanted.Edited("[http]\n", Wanted.Https with { Certificate = path });
        Assert.Contains($"https-certificate ={literal.TrimEnd()}\n", edited, StringComparison.Ordinal);
        Assert.Equal(path, Wanted.Read(edited).Https.Certificate);
    }
}
