using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;

namespace InfluxCertd.Tests.Issuing;

public sealed class SigningRequestTests : IDisposable
{
    const string Awaited = "the signature of a CA is awaited: have /var/lib/influxcertd/csr/request.csr signed, and run \"influxcertd import FILE\" with what comes back";

    readonly Host _host = new();

    public SigningRequestTests() => _host.Settings = new CertificateSettings
    {
        Source = CertificateSource.Csr,
        Key = KeyAlgorithm.EcdsaP256,
        Names = ["influx.example.net", "192.0.2.7"],
    };

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP384)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public void OpensslTakesTheRequest(KeyAlgorithm key)
    {
        _host.Settings = _host.Settings with { Key = key };
        _host.Put("/out/request.csr", _host.Issuers.Requests.Prepare(_host.Settings, Host.Names));
        var text = _host.Run("openssl", "req", "-verify", "-noout", "-text", "-in", "out/request.csr");
        Assert.Contains("verify OK", text, StringComparison.Ordinal);
        Assert.Contains("DNS:db1.example.org, DNS:db1, DNS:influx.example.net, IP Address:192.0.2.7", text, StringComparison.Ordinal);
        Assert.Contains("TLS Web Server Authentication", text, StringComparison.Ordinal);
        Assert.Contains("CN = db1.example.org", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheKeyIsRootsAloneAndTheRequestWaitsUnchanged()
    {
        var first = _host.Issuers.Requests.Prepare(_host.Settings, Host.Names);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_host.OnDisk(_host.Issuers.Requests.KeyPath)));
        Assert.Equal(first, _host.Issuers.Requests.Prepare(_host.Settings, Host.Names));
    }

    [Fact]
    public void OtherNamesMakeAnotherRequestForTheSameKeyAndAnotherAlgorithmANewKey()
    {
        _host.Issuers.Requests.Prepare(_host.Settings, Host.Names);
        var key = Key();
        _host.Issuers.Requests.Prepare(_host.Settings with { Names = [] }, Host.Names);
        Assert.Equal(key, Key());
        Assert.DoesNotContain("influx.example.net", _host.Run("openssl", "req", "-noout", "-text", "-in", Request()), StringComparison.Ordinal);
        _host.Issuers.Requests.Prepare(_host.Settings with { Key = KeyAlgorithm.EcdsaP384 }, Host.Names);
        Assert.NotEqual(key, Key());
    }

    [Fact]
    public async Task UntilItIsSignedASentenceSaysWhatIsAwaited()
    {
        Assert.Equal((true, Awaited), (_host.Look().IsAwaited, _host.Look().Refusal));
        Assert.False(Directory.Exists(_host.OnDisk("/var/lib/influxcertd/csr")));
        var failure = await Assert.ThrowsAsync<IssuingException>(() => _host.IssueAsync());
        Assert.Equal(Awaited, failure.Message);
        Assert.True(File.Exists(Request()));
    }

    [Fact]
    public async Task WhatTheCaSignedIsImportedAndIssued()
    {
        Sign(Pki.Intermediate, "db1.example.org,DNS:influx.example.net,IP:192.0.2.7");
        _host.Issuers.Csr.Import("/tls/signed.crt", _host.Settings, Host.Names);
        Assert.Equal("CN=Test Intermediate", _host.Look().Leaf!.Issuer);
        using var issued = await _host.IssueAsync();
        Assert.Equal([Pki.Root.Pem], issued.TrustAnchors);
        _host.Put("/out/key.pem", issued.KeyPem);
        Assert.Equal(_host.Run("openssl", "pkey", "-pubout", "-in", "out/key.pem"), _host.Run("openssl", "req", "-noout", "-pubkey", "-in", Request()));
    }

    [Fact]
    public void ACertificateForAnotherKeyIsRefusedAndNothingChanges()
    {
        _host.Issuers.Requests.Prepare(_host.Settings, Host.Names);
        _host.Put("/tls/signed.crt", Pki.Leaf.Pem + Pki.Intermediate.Pem);
        Assert.Equal(
            "/var/lib/influxcertd/csr/request.key: the private key does not belong to the certificate \"CN=db1.example.org\" in /tls/signed.crt; provide the two that were made together",
            Refusal());
        Assert.True(_host.Look().IsAwaited);
    }

    [Fact]
    public void ACertificateThatLeavesANameOutIsRefused()
    {
        Sign(Pki.Intermediate, "db1.example.org");
        Assert.Equal("/tls/signed.crt: the certificate does not cover \"influx.example.net\" of \"names\"; it covers db1.example.org", Refusal());
    }

    [Fact]
    public void AnImportWithoutARequestSaysWhatToDoFirst()
    {
        _host.Put("/tls/signed.crt", Pki.Leaf.Pem);
        Assert.Equal("no signing request has been made, so that no certificate can belong to one; run \"influxcertd csr\" first", Refusal());
    }

    [Fact]
    public void ARenewalBeginsWithANewKeyAndAwaitsItsSignature()
    {
        Sign(Pki.Intermediate, "db1.example.org,DNS:influx.example.net,IP:192.0.2.7");
        _host.Issuers.Csr.Import("/tls/signed.crt", _host.Settings, Host.Names);
        var key = Key();
        _host.Issuers.Requests.Begin(new IssuingRequest(_host.Settings, Host.Names));
        Assert.NotEqual(key, Key());
        Assert.True(_host.Look().IsAwaited);
    }

    string Refusal() => Assert.Throws<IssuingException>(() => _host.Issuers.Csr.Import("/tls/signed.crt", _host.Settings, Host.Names)).Message;

    string Key() => File.ReadAllText(_host.OnDisk(_host.Issuers.Requests.KeyPath));

    string Request() => _host.OnDisk(_host.Issuers.Requests.RequestPath);

    void Sign(Made ca, string names)
    {
        _host.Issuers.Requests.Prepare(_host.Settings, Host.Names);
        _host.Put("/ca/ca.crt", ca.Pem).Put("/ca/ca.key", ca.KeyPem).Put("/ca/extensions", $"subjectAltName=DNS:{names}\nextendedKeyUsage=serverAuth\n");
        _host.Run("openssl", "x509", "-req", "-in", Request(), "-CA", "ca/ca.crt", "-CAkey", "ca/ca.key", "-CAcreateserial", "-days", "300", "-extfile", "ca/extensions", "-out", "ca/signed.crt");
        _host.Put("/tls/signed.crt", File.ReadAllText(_host.OnDisk("/ca/signed.crt")) + Pki.Intermediate.Pem + Pki.Root.Pem);
    }
}
