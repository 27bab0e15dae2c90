using System.Security.Cryptography;
using System.Text;
using InfluxCertd.Issuing;

namespace InfluxCertd.Tests.Issuing;

/// <summary>Every form in which tools write certificates and keys becomes the one that influxd reads, and openssl agrees.</summary>
public class AcceptedFormsTests
{
    static readonly Made RsaLeaf = Pki.Server(new Wish { Key = RSA.Create(2048) });
    static readonly string Good = Pki.Leaf.Pem + Pki.Intermediate.Pem + Pki.Root.Pem;

    static readonly Dictionary<string, Action<Host>> Cases = new()
    {
        ["PKCS#8"] = host => host.PutGood(),
        ["SEC1"] = host => host.Put(Host.Key, ((ECDsa)Pki.Leaf.Key).ExportECPrivateKeyPem()),
        ["PKCS#1"] = host => host.Put(RsaLeaf, Pki.Intermediate, Pki.Root).Put(Host.Key, ((RSA)RsaLeaf.Key).ExportRSAPrivateKeyPem()),
        ["RSA in PKCS#8"] = host => host.Put(RsaLeaf, Pki.Intermediate, Pki.Root),
        ["PKCS#8 in DER"] = host => host.Put(Host.Key, Pki.Leaf.Key.ExportPkcs8PrivateKey()),
        ["PKCS#1 in DER"] = host => host.Put(RsaLeaf, Pki.Intermediate, Pki.Root).Put(Host.Key, ((RSA)RsaLeaf.Key).ExportRSAPrivateKey()),
        ["SEC1 in DER"] = host => host.Put(Host.Key, ((ECDsa)Pki.Leaf.Key).ExportECPrivateKey()),
        ["SEC1 with parameters, as openssl writes it"] = host =>
        {
            host.Run("openssl", "ec", "-in", "tls/server.key", "-param_enc", "named_curve", "-out", "tls/ec.key");
            host.Put(Host.Key, host.Run("openssl", "ecparam", "-name", "prime256v1") + File.ReadAllText(host.OnDisk("/tls/ec.key")));
        },
        ["encrypted PKCS#8"] = host => Encrypted(host, "-v2", "aes-256-cbc"),
        ["encrypted PKCS#8 with 3DES"] = host => Encrypted(host, "-v2", "des3"),
        ["encrypted PKCS#8 with another hash"] = host => Encrypted(host, "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA512"),
        ["encrypted PKCS#8 in DER"] = host => Encrypted(host, "-v2", "aes-256-cbc", "-outform", "DER"),
        ["a certificate in DER with a chain in PEM"] = host => WithChain(host.Put(Host.Certificate, Pki.Leaf.Certificate.RawData), Pki.Intermediate.Pem + Pki.Root.Pem),
        ["a chain of its own"] = host => WithChain(host.Put(Host.Certificate, Pki.Leaf.Pem), Pki.Root.Pem + Pki.Intermediate.Pem),
        ["one .pem with everything"] = host => OneFile(host, Encoding.ASCII.GetBytes(Pki.Leaf.KeyPem + Good)),
        ["PKCS#12"] = host => OneFile(host, Pki.Leaf.Pfx("pass phrase", Pki.Intermediate, Pki.Root), "pass phrase"),
        ["PKCS#12 without a pass phrase"] = host => OneFile(host, Pki.Leaf.Pfx(null, Pki.Intermediate, Pki.Root)),
        ["PKCS#12 with an empty pass phrase"] = host => OneFile(host, Pki.Leaf.Pfx("", Pki.Intermediate, Pki.Root)),
        ["PKCS#12 by openssl"] = host =>
        {
            host.Run("openssl", "pkcs12", "-export", "-in", "tls/server.crt", "-inkey", "tls/server.key", "-passout", "pass:pä", "-out", "tls/server.p12");
            OneFile(host, File.ReadAllBytes(host.OnDisk("/tls/server.p12")), "pä");
        },
        ["PKCS#12 as Windows 2012 exports it"] = host =>
        {
            host.Run("openssl", "pkcs12", "-export", "-legacy", "-in", "tls/server.crt", "-inkey", "tls/server.key", "-passout", "pass:x", "-out", "tls/server.p12",
                "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "SHA1");
            OneFile(host, File.ReadAllBytes(host.OnDisk("/tls/server.p12")), "x");
        },
        ["CRLF"] = host => host.Put(Host.Certificate, Good.ReplaceLineEndings("\r\n")).Put(Host.Key, Pki.Leaf.KeyPem.ReplaceLineEndings("\r\n")),
        ["a byte order mark"] = host => host.Put(Host.Certificate, "\u00EF\u00BB\u00BF" + Good),
        ["no line end at the end"] = host => host.Put(Host.Certificate, Good.TrimEnd()).Put(Host.Key, Pki.Leaf.KeyPem.TrimEnd()),
        ["blocks without a line between them"] = host => host.Put(Host.Certificate, Good.Replace("-----\n-----", "----------", StringComparison.Ordinal)),
        ["one long line of Base64"] = host => host.Put(Host.Certificate, string.Concat(new[] { Pki.Leaf, Pki.Intermediate, Pki.Root }.Select(
            made => $"-----BEGIN CERTIFICATE-----\n{Convert.ToBase64String(made.Certificate.RawData)}\n-----END CERTIFICATE-----\n"))),
        ["text before each block, as openssl x509 -text writes it"] = host =>
            host.Put(Host.Certificate, host.Run("openssl", "x509", "-text", "-in", "tls/server.crt") + "\nBag Attributes\n    localKeyID: 01\n" + Pki.Intermediate.Pem + "\u0000\u00FF:-----\n" + Pki.Root.Pem),
        ["indented lines"] = host => host.Put(Host.Certificate, "  " + Good.Replace("\n", "\n  ", StringComparison.Ordinal)),
        ["the old label"] = host => host.Put(Host.Certificate, Good.Replace("CERTIFICATE", "X509 CERTIFICATE", StringComparison.Ordinal)),
        ["out of order"] = host => host.Put(Host.Certificate, Pki.Root.Pem + Pki.Intermediate.Pem + Pki.Leaf.Pem),
        ["the leaf twice"] = host => host.Put(Host.Certificate, Pki.Leaf.Pem + Good),
        ["certificates of others in between"] = host => host.Put(Host.Certificate, Pki.Leaf.Pem + Pki.Server(new Wish()).Pem + Pki.Intermediate.Pem + Pki.Root.Pem),
        ["the root in the system's store"] = host => host.Put(Host.Certificate, Pki.Leaf.Pem + Pki.Intermediate.Pem)
            .Put("/etc/ssl/certs/ca-certificates.crt", Pki.Issue(Pki.Ca("CN=Other"), null).Pem + Pki.Root.Pem),
        ["a path in Cyrillic"] = host => host.Put("/tls/сертификат.crt", File.ReadAllBytes(host.OnDisk(Host.Certificate)))
            .Settings = host.Settings with { SourceCertificateFile = "/tls/сертификат.crt" },
        ["no extended key usage"] = host => host.Put(Pki.Server(new Wish { Purposes = [] }), Pki.Intermediate, Pki.Root),
        ["no key usage"] = host => host.Put(Pki.Server(new Wish { Usage = null }), Pki.Intermediate, Pki.Root),
        ["P-384"] = host => host.Put(Pki.Server(new Wish { Key = ECDsa.Create(ECCurve.NamedCurves.nistP384) }), Pki.Intermediate, Pki.Root),
        ["P-521"] = host => host.Put(Pki.Server(new Wish { Key = ECDsa.Create(ECCurve.NamedCurves.nistP521) }), Pki.Intermediate, Pki.Root),
        ["a wildcard"] = host => host.Put(Pki.Server(new Wish { Names = ["*.example.org"] }), Pki.Intermediate, Pki.Root),
        ["the short name only"] = host => host.Put(Pki.Server(new Wish { Names = ["DB1"] }), Pki.Intermediate, Pki.Root),
        ["a configured name only"] = host => host.Put(Pki.Server(new Wish { Names = ["influx.example.net"] }), Pki.Intermediate, Pki.Root)
            .Settings = host.Settings with { Names = ["influx.example.net"] },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BecomesWhatInfluxdReads(string form)
    {
        using var host = new Host();
        Cases[form](host.PutGood());
        Assert.Null(host.Look().Refusal);
        using var issued = await host.IssueAsync();
        Assert.Equal(host.Look().Leaf!.FingerprintSha256, issued.Leaf.FingerprintSha256);
        AssertServes(host, issued);
    }

    [Fact]
    public async Task RsaPssSignaturesAreFollowed()
    {
        var root = Pki.Issue(Pki.Ca("CN=Pss Root") with { Key = RSA.Create(2048), Padding = RSASignaturePadding.Pss }, null);
        var leaf = Pki.Issue(new Wish { Padding = RSASignaturePadding.Pss }, root);
        using var host = new Host().Put(leaf, root);
        using var issued = await host.IssueAsync();
        AssertServes(host, issued);
        Assert.Equal([root.Pem], issued.TrustAnchors);
    }

    [Fact]
    public async Task ASelfSignedCertificateIsItsOwnTrustAnchor()
    {
        var leaf = Pki.Issue(new Wish(), null);
        using var host = new Host().Put(leaf);
        using var issued = await host.IssueAsync();
        Assert.Equal([leaf.Pem], issued.TrustAnchors);
        Assert.Equal(leaf.Pem, Encoding.ASCII.GetString(issued.ChainPem));
    }

    [Fact]
    public async Task WhatIsMendedIsRemarkedOn()
    {
        using var host = new Host();
        host.Put(Host.Certificate, Pki.Intermediate.Pem + Pki.Leaf.Pem + Pki.Server(new Wish()).Pem).Put(Host.Key, Pki.Leaf.KeyPem);
        using var issued = await host.IssueAsync();
        Assert.Equal(
            [
                "/tls/server.crt: the certificates are out of order; they are served in the right one",
                "/tls/server.crt: 1 certificate does not belong to the chain, and is left out",
                "/tls/server.crt: the root \"CN=Test Root\" is not known to this host; clients have to trust it",
                "/tls/server.crt: localhost, 127.0.0.1, ::1 are not covered; clients on this host connect to db1.example.org",
            ],
            issued.Remarks);
        Assert.Equal([Pki.Intermediate.Pem], issued.TrustAnchors);
    }

    /// <summary>The leaf, then the intermediate, never the root; the bundle in the guide's order; the key the leaf's.</summary>
    static void AssertServes(Host host, IssuedCertificate issued)
    {
        host.Put("/out/chain.pem", issued.ChainPem).Put("/out/key.pem", issued.KeyPem).Put("/out/anchors.pem", string.Concat(issued.TrustAnchors));
        Assert.Equal([.. issued.ChainPem, .. issued.KeyPem], issued.BundlePem);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", Encoding.ASCII.GetString(issued.KeyPem), StringComparison.Ordinal);
        Assert.DoesNotContain(Pki.Root.Pem, Encoding.ASCII.GetString(issued.ChainPem), StringComparison.Ordinal);
        Assert.Equal(
            host.Run("openssl", "x509", "-noout", "-pubkey", "-in", "out/chain.pem"),
            host.Run("openssl", "pkey", "-pubout", "-in", "out/key.pem"));
        host.Run("openssl", "verify", "-attime", Pki.Now.AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            "-no-CAfile", "-no-CApath", "-CAfile", "out/anchors.pem", "-untrusted", "out/chain.pem", "-purpose", "sslserver", "out/chain.pem");
    }

    static void Encrypted(Host host, params string[] options)
    {
        host.Run("openssl", ["pkcs8", "-topk8", "-in", "tls/server.key", "-out", "tls/encrypted.key", "-passout", "pass:secret", .. options]);
        host.Put(Host.Key, File.ReadAllBytes(host.OnDisk("/tls/encrypted.key"))).Put("/tls/passphrase", "secret\n")
            .Settings = host.Settings with { KeyPassphraseFile = "/tls/passphrase" };
    }

    static void WithChain(Host host, string chain) =>
        host.Put(Host.Chain, chain).Settings = host.Settings with { SourceChainFile = Host.Chain };

    static void OneFile(Host host, byte[] content, string? passphrase = null)
    {
        host.Put(Host.Certificate, content).Settings = host.Settings with { SourceKeyFile = null };
        File.Delete(host.OnDisk(Host.Key));
        if (passphrase is not null)
        {
            host.Put("/tls/passphrase", Encoding.UTF8.GetBytes(passphrase + "\r\nignored\n")).Settings = host.Settings with { KeyPassphraseFile = "/tls/passphrase" };
        }
    }
}
