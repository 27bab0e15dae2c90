using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Tests.Certificates;

public class NameConstraintsTests
{
    static readonly NameConstraints Constraints = NameConstraints.For(["db1", "DB1.example.org", "*.metrics.example.org", "127.0.0.1", "::1", "db1"]);

    [Theory]
    [InlineData("db1", true)]
    [InlineData("db1.example.org", true)]
    [InlineData("a.DB1.example.org", true)]
    [InlineData("xdb1.example.org", false)]
    [InlineData("example.org", false)]
    [InlineData("*.metrics.example.org", true)]
    [InlineData("metrics.example.org", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("0:0:0:0:0:0:0:1", true)]
    [InlineData("127.0.0.2", false)]
    public void ANamePermitsItselfAndWhatIsBelow(string name, bool permitted) => Assert.Equal(permitted, Constraints.Permits(name));

    [Fact]
    public void WhatTheExtensionSaysIsReadBack()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256) { CertificateExtensions = { Constraints.ToExtension() } };
        using var certificate = request.CreateSelfSigned(Some.Issued, Some.Issued.AddDays(1));
        var read = NameConstraints.Of(certificate)!;
        Assert.Equal(["db1", "DB1.example.org", "metrics.example.org"], read.DnsNames);
        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], read.Addresses);
    }
}
