using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Tests.Issuing;

/// <summary>Certificates that are whole, but that clients would refuse.</summary>
public class BadContentTests
{
    const string NoServer = "/tls/server.crt: the certificate is not one for servers: its extended key usage lacks serverAuth; have it issued for a server";
    const string NoName = "/tls/server.crt: the certificate has no subject alternative name, and clients no longer look at the common name; have it issued with one, such as DNS:db1.example.org";

    /// <summary>What the host's clock shows.</summary>
    static readonly DateTimeOffset Clock = Pki.Now.AddHours(1);

    static readonly Refusals Cases = new()
    {
        ["expired"] = (host => Put(host, new Wish { NotAfter = Pki.Now.AddMinutes(-1) }),
            $"/tls/server.crt: the certificate expired on {Pki.Text(Pki.Now.AddMinutes(-1))}; provide a renewed one"),
        ["expires this very second"] = (host => Put(host, new Wish { NotAfter = Clock }),
            $"/tls/server.crt: the certificate expired on {Pki.Text(Clock)}; provide a renewed one"),
        ["not yet valid"] = (host => Put(host, new Wish { NotBefore = Pki.Now.AddHours(2) }),
            $"/tls/server.crt: the certificate is not valid before {Pki.Text(Pki.Now.AddHours(2))}, and this host's clock says {Pki.Text(Clock)}; check the clock or wait"),
        ["an expired intermediate"] = (host => Below(host, Pki.Ca("CN=Old CA") with { NotAfter = Pki.Now.AddDays(-1) }),
            $"/tls/server.crt: the intermediate certificate \"CN=Old CA\" expired on {Pki.Text(Pki.Now.AddDays(-1))}; provide the CA's current one"),
        ["an intermediate that is not yet valid"] = (host => Below(host, Pki.Ca("CN=New CA") with { NotBefore = Pki.Now.AddDays(1) }),
            $"/tls/server.crt: the intermediate certificate \"CN=New CA\" is not valid before {Pki.Text(Pki.Now.AddDays(1))}, and this host's clock says {Pki.Text(Clock)}; check the clock or wait"),
        ["RSA with 512 bits"] = (host => Put(host, new Wish { Key = RSA.Create(512) }),
            "/tls/server.crt: the key of the certificate is RSA with 512 bits, fewer than the 2048 that clients ask for; have it issued anew for another key"),
        ["RSA with 1024 bits"] = (host => Put(host, new Wish { Key = RSA.Create(1024) }),
            "/tls/server.crt: the key of the certificate is RSA with 1024 bits, fewer than the 2048 that clients ask for; have it issued anew for another key"),
        ["a curve that Go does not know"] = (host => Put(host, new Wish { Key = ECDsa.Create(ECCurve.CreateFromFriendlyName("secP256k1")) }),
            "/tls/server.crt: the key of the certificate is on the curve secP256k1, which TLS in Go does not know (it knows P-256, P-384 and P-521); have it issued anew for another key"),
        ["a brainpool curve"] = (host => Put(host, new Wish { Key = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1) }),
            "/tls/server.crt: the key of the certificate is on the curve brainpoolP256r1, which TLS in Go does not know (it knows P-256, P-384 and P-521); have it issued anew for another key"),
        ["a weak intermediate"] = (host => Below(host, Pki.Ca("CN=Weak CA") with { Key = RSA.Create(1024) }),
            "/tls/server.crt: the key of the intermediate certificate \"CN=Weak CA\" is RSA with 1024 bits, fewer than the 2048 that clients ask for; have it issued anew for another key"),
        ["signed with SHA-1"] = (host => Openssl(host, "-sha1"),
            "/tls/server.crt: the certificate is signed with sha1RSA, which clients refuse; have it issued with SHA-256 or better"),
        ["signed with MD5"] = (host => Openssl(host, "-md5"),
            "/tls/server.crt: the certificate is signed with md5RSA, which clients refuse; have it issued with SHA-256 or better"),
        ["an intermediate signed with SHA-1"] = (host => BelowSha1(host),
            "/tls/server.crt: the intermediate certificate \"CN=Sha1 CA\" is signed with sha1RSA, which clients refuse; have it issued with SHA-256 or better"),
        ["for clients only"] = (host => Put(host, new Wish { Purposes = ["1.3.6.1.5.5.7.3.2"] }), NoServer),
        ["for signing code"] = (host => Put(host, new Wish { Purposes = ["1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4"] }), NoServer),
        ["for any purpose, which is not enough for OpenSSL"] = (host => Put(host, new Wish { Purposes = ["2.5.29.37.0"] }), NoServer),
        ["for signing certificates only"] = (host => Put(host, new Wish { Usage = X509KeyUsageFlags.CrlSign }),
            "/tls/server.crt: the certificate's key usage allows no TLS; have it issued with digitalSignature"),
        ["a CA's own certificate"] = (host => host.Put(Pki.Intermediate, Pki.Root),
            "/tls/server.crt: this is the certificate of a CA, not of a server; have the CA issue one for this host (openssl: \"basicConstraints=CA:FALSE\")"),
        ["an intermediate that is no CA"] = (host => Below(host, new Wish { Subject = "CN=No CA", NotAfter = Pki.Now.AddYears(1) }),
            "/tls/server.crt: \"CN=No CA\" signed a certificate of the chain but is no CA, so that clients refuse the chain; provide the CA's real chain"),
        ["an intermediate that may not sign"] = (host => Below(host, Pki.Ca("CN=Mute CA") with { Usage = X509KeyUsageFlags.DigitalSignature }),
            "/tls/server.crt: the key usage of \"CN=Mute CA\" does not allow to sign certificates, so that clients refuse the chain; provide the CA's real chain"),
        ["a path that is too long"] = (host => TooDeep(host),
            "/tls/server.crt: \"CN=Flat CA\" allows 0 intermediate certificates below it and the chain has 1, so that clients refuse it; provide the CA's real chain"),
        ["no alternative name"] = (host => Put(host, new Wish { Names = [] }), NoName),
        ["an address in the common name only"] = (host => Put(host, new Wish { Subject = "CN=192.0.2.7", Names = [] }),
            "/tls/server.crt: the address 192.0.2.7 stands in the common name only, where no client looks for it; have it issued with the subject alternative name IP:192.0.2.7"),
        ["another host's names"] = (host => Put(host, new Wish { Names = ["web.example.org", "www.example.org"] }),
            "/tls/server.crt: the certificate covers none of this host's names (db1.example.org, db1); it covers web.example.org, www.example.org; have one issued for this host, or name in \"names\" what clients connect to"),
        ["a hundred names, none of them ours"] = (host => Put(host, new Wish { Names = [.. Enumerable.Range(0, 100).Select(i => $"h{i}.example.org")] }),
            "/tls/server.crt: the certificate covers none of this host's names (db1.example.org, db1); it covers h0.example.org, h1.example.org, h2.example.org, h3.example.org, h4.example.org and 95 more; have one issued for this host, or name in \"names\" what clients connect to"),
        ["a name that only looks the same"] = (host => Put(host, new Wish { Names = ["db1.example.org.evil.example"] }),
            "/tls/server.crt: the certificate covers none of this host's names (db1.example.org, db1); it covers db1.example.org.evil.example; have one issued for this host, or name in \"names\" what clients connect to"),
        ["a configured name that is not covered"] = (host => Put(host, new Wish(), "influx.example.org"),
            "/tls/server.crt: the certificate does not cover \"influx.example.org\" of \"names\"; it covers db1.example.org, db1"),
        ["a configured address that is not covered"] = (host => Put(host, new Wish { Names = ["db1.example.org", "192.0.2.8"] }, "192.0.2.7"),
            "/tls/server.crt: the certificate does not cover \"192.0.2.7\" of \"names\"; it covers db1.example.org, 192.0.2.8"),
        ["a wildcard on a top-level domain"] = (host => Put(host, new Wish { Names = ["*.org"] }, "example.org"),
            "/tls/server.crt: the certificate does not cover \"example.org\" of \"names\": \"*.org\" is a wildcard on a top-level domain, which clients refuse; it covers *.org"),
        ["a wildcard for everything"] = (host => Put(host, new Wish { Names = ["*"] }),
            "/tls/server.crt: the certificate covers none of this host's names (db1.example.org, db1): \"*\" is a wildcard on a top-level domain, which clients refuse; it covers *; have one issued for this host, or name in \"names\" what clients connect to"),
        ["a wildcard two labels deep"] = (host => Put(host, new Wish { Names = ["*.example.org"] }, "a.b.example.org"),
            "/tls/server.crt: the certificate does not cover \"a.b.example.org\" of \"names\": the \"*\" of \"*.example.org\" stands for one label only; it covers *.example.org"),
        ["a wildcard for its own domain"] = (host => Put(host, new Wish { Names = ["*.db1.example.org"] }),
            "/tls/server.crt: the certificate covers none of this host's names (db1.example.org, db1); it covers *.db1.example.org; have one issued for this host, or name in \"names\" what clients connect to"),
        ["a wildcard inside a label"] = (host => Put(host, new Wish { Names = ["db*.example.org"] }),
            "/tls/server.crt: the certificate covers none of this host's names (db1.example.org, db1); it covers db*.example.org; have one issued for this host, or name in \"names\" what clients connect to"),
        ["an address as a DNS name"] = (host => Put(host, new Wish { Names = ["db1.example.org"] }, "192.0.2.7"),
            "/tls/server.crt: the certificate does not cover \"192.0.2.7\" of \"names\"; it covers db1.example.org"),
    };

    public static TheoryData<string> Names => Cases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task IsRefusedWithTheWholeSentence(string wrong) => Cases.AssertRefusedAsync(wrong);

    static void Put(Host host, Wish wish, params string[] names)
    {
        host.Put(Pki.Server(wish), Pki.Intermediate, Pki.Root);
        host.Settings = host.Settings with { Names = [.. names] };
    }

    static void Below(Host host, Wish ca)
    {
        var intermediate = Pki.Issue(ca, Pki.Root);
        host.Put(Pki.Issue(new Wish(), intermediate), intermediate, Pki.Root);
    }

    /// <summary>.NET no longer signs with SHA-1; openssl does.</summary>
    static void BelowSha1(Host host)
    {
        var root = Pki.Issue(Pki.Ca("CN=Rsa Root") with { Key = RSA.Create(2048) }, null);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        host.Put("/ca/root.crt", root.Pem).Put("/ca/root.key", root.KeyPem).Put("/ca/ca.key", key.ExportPkcs8PrivateKeyPem())
            .Put("/ca/extensions", "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n");
        host.Run("openssl", "req", "-new", "-key", "ca/ca.key", "-subj", "/CN=Sha1 CA", "-out", "ca/ca.csr");
        host.Run("openssl", "x509", "-req", "-sha1", "-in", "ca/ca.csr", "-CA", "ca/root.crt", "-CAkey", "ca/root.key", "-CAcreateserial",
            "-days", "100", "-extfile", "ca/extensions", "-out", "ca/ca.crt");
        var ca = new Made(X509CertificateLoader.LoadCertificateFromFile(host.OnDisk("/ca/ca.crt")), key);
        host.Put(Pki.Issue(new Wish(), ca), ca, root);
    }

    static void TooDeep(Host host)
    {
        var flat = Pki.Issue(Pki.Ca("CN=Flat CA") with { PathLength = 0 }, Pki.Root);
        var below = Pki.Issue(Pki.Ca("CN=Below CA"), flat);
        host.Put(Pki.Issue(new Wish(), below), below, flat, Pki.Root);
    }

    static void Openssl(Host host, string hash)
    {
        host.Put("/tls/key.pem", RSA.Create(2048).ExportPkcs8PrivateKeyPem());
        host.Run("openssl", "req", "-x509", "-new", hash, "-key", "tls/key.pem", "-subj", "/CN=db1.example.org", "-days", "3650",
            "-addext", "subjectAltName=DNS:db1.example.org", "-addext", "basicConstraints=CA:FALSE", "-out", "tls/server.crt");
        host.Put(Host.Key, File.ReadAllBytes(host.OnDisk("/tls/key.pem")));
    }
}
