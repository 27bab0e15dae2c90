using CsCheck;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Tests.Certificates;

/// <summary>What is refused is in the table of refused configurations, with its sentences; here are the accepted names.</summary>
public class SubjectNameTextTests
{
    [Theory]
    [InlineData("localhost", "localhost")]
    [InlineData("Influx.Example.COM", "influx.example.com")]
    [InlineData("*.example.com", "*.example.com")]
    [InlineData("influx-1.example", "influx-1.example")]
    [InlineData("1password.com", "1password.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("*.bücher.example", "*.xn--bcher-kva.example")]
    [InlineData("日本.jp", "xn--wgv71a.jp")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::1", "::1")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.7", "::ffff:192.0.2.7")]
    public void GivesTheFormThatACertificateCarries(string text, string expected)
    {
        Assert.True(SubjectNameText.TryNormalize(text, out var name, out var why), why);
        Assert.Equal(expected, name);
    }

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("010.0.0.1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("300")]
    public void DoesNotGuessAtAHalfAddress(string text) => Assert.False(SubjectNameText.TryNormalize(text, out _, out _));

    [Fact]
    public void LengthsEndWhereDnsEnds()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{label[..61]}";
        Assert.True(SubjectNameText.TryNormalize(longest, out _, out _));
        Assert.False(SubjectNameText.TryNormalize(longest + "a", out _, out var tooLong));
        Assert.Equal("a name has at most 253 characters", tooLong);
        Assert.False(SubjectNameText.TryNormalize(label + "a.example", out _, out var labelTooLong));
        Assert.Equal("a label, the part between two dots, has at most 63 characters", labelTooLong);
    }

    [Fact]
    public void WhatIsNormalizedStaysAsItIs() =>
        Gen.String[Gen.Char["abÜ日ß1-.*:"], 0, 12].Sample(text =>
            !SubjectNameText.TryNormalize(text, out var name, out _)
            || (SubjectNameText.TryNormalize(name, out var again, out _) && again == name));

    [Fact]
    public void NoTextThrows() => Gen.String.Sample(text => { _ = SubjectNameText.TryNormalize(text, out _, out _); });
}
