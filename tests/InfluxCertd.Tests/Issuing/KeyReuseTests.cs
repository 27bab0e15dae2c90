using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;

namespace InfluxCertd.Tests.Issuing;

public sealed class KeyReuseTests : IDisposable
{
    readonly Host _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(CertificateSource.SelfSigned, KeyAlgorithm.EcdsaP256, true)]
    [InlineData(CertificateSource.SelfSigned, KeyAlgorithm.Rsa2048, true)]
    [InlineData(CertificateSource.SelfSigned, KeyAlgorithm.EcdsaP256, false)]
    [InlineData(CertificateSource.PrivateCa, KeyAlgorithm.EcdsaP384, true)]
    public async Task ARenewalKeepsTheKeyWhenItIsTo(CertificateSource source, KeyAlgorithm key, bool reuse)
    {
        _host.Settings = new CertificateSettings { Source = source, Key = key, KeyReuse = reuse };
        using var first = await _host.IssueAsync();
        using var second = await _host.IssueAsync(Follow(first));
        Assert.Equal(reuse, first.Leaf.PublicKeySha256 == second.Leaf.PublicKeySha256);
        Assert.NotEqual(first.Leaf.FingerprintSha256, second.Leaf.FingerprintSha256);
    }

    [Fact]
    public async Task AnotherAlgorithmIsANewKeyAllTheSame()
    {
        _host.Settings = new CertificateSettings { Key = KeyAlgorithm.EcdsaP256, KeyReuse = true };
        using var first = await _host.IssueAsync();
        _host.Settings = _host.Settings with { Key = KeyAlgorithm.EcdsaP384 };
        using var second = await _host.IssueAsync(Follow(first));
        Assert.Equal("ecdsa-p384", second.Leaf.KeyDescription);
    }

    IssuingRequest Follow(IssuedCertificate first) =>
        new(_host.Settings, Host.Names) { PreviousKeyPem = [.. first.KeyPem], PreviousLeaf = first.Leaf };
}
