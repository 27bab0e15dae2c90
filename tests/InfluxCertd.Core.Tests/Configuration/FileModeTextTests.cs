using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Core.Tests.Configuration;

public class FileModeTextTests
{
    [Theory]
    [InlineData("0600", 0b110_000_000, "0600")]
    [InlineData("600", 0b110_000_000, "0600")]
    [InlineData("0644", 0b110_100_100, "0644")]
    [InlineData("4755", 0b100_111_101_101, "4755")]
    [InlineData("0000", 0, "0000")]
    public void ReadsAndFormatsOctal(string text, int bits, string formatted)
    {
        Assert.True(FileModeText.TryParse(text, out var mode, out var why), why);
        Assert.Equal((UnixFileMode)bits, mode);
        Assert.Equal(formatted, FileModeText.Format(mode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("64")]
    [InlineData("00644")]
    [InlineData("0680")]
    [InlineData("0o600")]
    [InlineData("rw-r--r--")]
    [InlineData("-600")]
    public void RefusesAnythingElse(string text)
    {
        Assert.False(FileModeText.TryParse(text, out _, out var why));
        Assert.Equal("a mode is three or four octal digits, such as \"0640\"", why);
    }
}
