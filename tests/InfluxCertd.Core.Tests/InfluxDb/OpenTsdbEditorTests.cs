using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Tests.InfluxDb;

public class OpenTsdbEditorTests
{
    const string Pem = "/etc/ssl/influxcertd/current/tls.pem";

    [Fact]
    public void Only_enabled_listeners_get_a_certificate() => Assert.Equal(
        $"[http]\n  enabled = true\n[[opentsdb]]\n  enabled = true # yes\n  # tls-enabled = false\n  tls-enabled = true\n  # certificate = \"/etc/ssl/influxdb.pem\"\n  certificate = \"{Pem}\"\n[[opentsdb]]\n  enabled = false\n  tls-enabled = false\n",
        Edited("[http]\n  enabled = true\n[[opentsdb]]\n  enabled = true # yes\n  # tls-enabled = false\n  # certificate = \"/etc/ssl/influxdb.pem\"\n[[opentsdb]]\n  enabled = false\n  tls-enabled = false\n", Pem));

    [Fact]
    public void Undone_tls_is_off_and_the_rest_stays() => Assert.Equal(
        $"\uFEFF[[OpenTSDB]]\r\nenabled = true\r\nTLS-enabled = false\r\ncertificate = '{Pem}'\r\n",
        Edited($"\uFEFF[[OpenTSDB]]\r\nenabled = true\r\nTLS-enabled = true\r\ncertificate = '{Pem}'\r\n", null));

    [Theory]
    [InlineData("[[opentsdb]]\n# enabled = true\n")]
    [InlineData("[http]\n")]
    [InlineData("")]
    public void A_file_without_an_enabled_listener_stays(string text) => Assert.IsType<ConfigEdit.Unchanged>(OpenTsdbEditor.Apply(text, Pem));

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public void A_second_edit_of_a_real_file_changes_nothing(string file)
    {
        if (OpenTsdbEditor.Apply(Corpus.Read(file), Pem) is ConfigEdit.Changed changed)
        {
            Assert.IsType<ConfigEdit.Unchanged>(OpenTsdbEditor.Apply(changed.Text, Pem));
        }
    }

    static string Edited(string text, string? certificate) => Assert.IsType<ConfigEdit.Changed>(OpenTsdbEditor.Apply(text, certificate)).Text;
}
