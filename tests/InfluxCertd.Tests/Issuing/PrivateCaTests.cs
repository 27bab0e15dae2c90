using System.Globalization;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;

namespace InfluxCertd.Tests.Issuing;

public sealed class PrivateCaTests : IDisposable
{
    readonly Host _host = new();

    public PrivateCaTests() => _host.Settings = new CertificateSettings
    {
        Source = CertificateSource.PrivateCa,
        Key = KeyAlgorithm.EcdsaP256,
        Lifetime = TimeSpan.FromDays(30),
        Names = ["influx.example.net", "192.0.2.7"],
    };

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(KeyAlgorithm.EcdsaP256)]
    [InlineData(KeyAlgorithm.EcdsaP384)]
    [InlineData(KeyAlgorithm.Rsa2048)]
    public async Task OpensslVerifiesTheLeafByTheRootAlone(KeyAlgorithm key)
    {
        _host.Settings = _host.Settings with { Key = key };
        using var issued = await _host.IssueAsync();
        foreach (var name in (string[])["db1.example.org", "db1", "localhost", "influx.example.net"])
        {
            Assert.Equal((0, ""), Verify(issued.ChainPem, "-verify_hostname", name));
        }

        Assert.Equal((0, ""), Verify(issued.ChainPem, "-verify_ip", "192.0.2.7"));
        Assert.Equal((0, ""), Verify(issued.ChainPem, "-verify_ip", "::1"));
        Assert.Equal(_host.Time.GetUtcNow().AddDays(30), issued.Leaf.NotAfter);
    }

    [Theory]
    [InlineData("bank.example", "permitted subtree violation")]
    [InlineData("example.net", "permitted subtree violation")]
    [InlineData("198.51.100.1", "permitted subtree violation")]
    public async Task TheRootIsWorthNothingForOtherNames(string stolen, string refusal)
    {
        (await _host.IssueAsync()).Dispose();
        using var root = _host.Issuers.Ca.Signing()!;
        var forged = Pki.Issue(new Wish { Subject = "CN=forged", Names = [stolen], NotBefore = Pki.Now.AddMinutes(-1) }, new Made(root.Certificate, root.Key!));
        var (code, output) = Verify(System.Text.Encoding.ASCII.GetBytes(forged.Pem));
        Assert.NotEqual(0, code);
        Assert.Contains(refusal, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRootLivesTenYearsSignsNoOtherCaAndIsRootsAlone()
    {
        (await _host.IssueAsync()).Dispose();
        var file = Assert.Single(Directory.GetFiles(_host.OnDisk("/var/lib/influxcertd/ca")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        var text = _host.Run("openssl", "x509", "-noout", "-text", "-in", file);
        Assert.Contains("CA:TRUE, pathlen:0", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 Name Constraints: critical", text, StringComparison.Ordinal);
        Assert.Contains("DNS:influx.example.net", text, StringComparison.Ordinal);
        Assert.Contains("IP:192.0.2.7/255.255.255.255", text, StringComparison.Ordinal);
        using var root = _host.Issuers.Ca.Signing()!;
        Assert.Equal(root.SignsFrom.AddYears(10), root.NotAfter);
    }

    [Fact]
    public async Task EveryRenewalIsVerifiedByTheSameRoot()
    {
        using var first = await _host.IssueAsync();
        _host.Time.Advance(TimeSpan.FromDays(25));
        using var second = await _host.IssueAsync(new IssuingRequest(_host.Settings, Host.Names) { PreviousLeaf = first.Leaf });
        Assert.Equal(first.TrustAnchors, second.TrustAnchors);
        Assert.NotEqual(first.Leaf.PublicKeySha256, second.Leaf.PublicKeySha256);
    }

    [Fact]
    public async Task ANextRootIsPublishedAheadAndTheOldOneStaysUntilItsLeafIsGone()
    {
        using var first = await _host.IssueAsync();
        using var old = _host.Issuers.Ca.Signing()!;
        using var next = _host.Issuers.Ca.Add(Host.Names, Host.Names.SubjectAlternativeNames(_host.Settings.Names), Pki.Now.AddDays(7));
        Assert.Equal([old.Pem, next.Pem], _host.Issuers.Ca.TrustAnchors());

        _host.Time.Advance(TimeSpan.FromDays(6));
        using var before = await Renew(first.Leaf);
        Assert.Equal(old.Certificate.Subject, before.Leaf.Issuer);

        _host.Time.Advance(TimeSpan.FromDays(2));
        using var after = await Renew(before.Leaf);
        Assert.Equal(next.Certificate.Subject, after.Leaf.Issuer);
        Assert.Equal([old.Pem, next.Pem], after.TrustAnchors);
        Assert.DoesNotContain("PRIVATE KEY", File.ReadAllText(old.Path), StringComparison.Ordinal);

        _host.Time.Advance(TimeSpan.FromDays(31));
        using var last = await Renew(after.Leaf);
        Assert.Equal([next.Pem], last.TrustAnchors);
        Assert.False(File.Exists(old.Path));
    }

    [Fact]
    public async Task ARootWhoseLeafIsStillServedIsKeptHoweverOldItIs()
    {
        using var first = await _host.IssueAsync();
        _host.Issuers.Ca.Add(Host.Names, Host.Names.SubjectAlternativeNames(_host.Settings.Names), Pki.Now.AddSeconds(1)).Dispose();
        _host.Time.Advance(TimeSpan.FromDays(20));
        _host.Issuers.Ca.Tidy(TimeSpan.FromDays(1), first.Leaf);
        Assert.Equal(2, _host.Issuers.Ca.TrustAnchors().Length);
        _host.Issuers.Ca.Tidy(TimeSpan.FromDays(1), null);
        Assert.Single(_host.Issuers.Ca.TrustAnchors());
    }

    [Fact]
    public async Task ANameThatTheRootMayNotCertifyBringsAnotherRoot()
    {
        using var first = await _host.IssueAsync();
        _host.Settings = _host.Settings with { Names = ["new.example.com"] };
        _host.Time.Advance(TimeSpan.FromMinutes(5));
        using var second = await Renew(first.Leaf);
        Assert.Equal(2, second.TrustAnchors.Length);
        Assert.Equal((0, ""), Verify(second.ChainPem, "-verify_hostname", "new.example.com"));
        Assert.Equal((0, ""), Verify(first.ChainPem));
    }

    [Fact]
    public async Task ARootNearItsEndIsFollowedByTheNext()
    {
        using var first = await _host.IssueAsync();
        _host.Time.Advance(TimeSpan.FromDays(365 * 9 + 30));
        using var second = await Renew(first.Leaf);
        Assert.Equal(first.Leaf.Issuer, second.Leaf.Issuer);
        Assert.Equal(2, second.TrustAnchors.Length);
    }

    [Fact]
    public async Task ADamagedRootIsToldOfAndNotReplaced()
    {
        (await _host.IssueAsync()).Dispose();
        var file = Assert.Single(Directory.GetFiles(_host.OnDisk("/var/lib/influxcertd/ca")));
        File.WriteAllText(file, "x");
        var failure = await Assert.ThrowsAsync<IssuingException>(() => _host.IssueAsync());
        Assert.Equal($"{file}: the root of the private CA is damaged; restore it from a backup, or delete it for a new one, which clients then have to trust", failure.Message);
    }

    Task<IssuedCertificate> Renew(LeafFacts leaf) => _host.IssueAsync(new IssuingRequest(_host.Settings, Host.Names) { PreviousLeaf = leaf });

    (int Code, string Output) Verify(byte[] chain, params string[] options)
    {
        _host.Put("/out/leaf.pem", chain).Put("/out/roots.pem", string.Concat(_host.Issuers.Ca.TrustAnchors()));
        var (code, output) = _host.TryRun("openssl",
            ["verify", "-x509_strict", "-attime", _host.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                "-no-CAfile", "-no-CApath", "-CAfile", "out/roots.pem", "-purpose", "sslserver", .. options, "out/leaf.pem"]);
        return (code, code == 0 ? "" : output);
    }
}
