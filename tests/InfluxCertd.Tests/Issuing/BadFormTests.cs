using System.Security.Cryptography;
using System.Text;

namespace InfluxCertd.Tests.Issuing;

/// <summary>Files that are damaged, of another kind, or do not belong together.</summary>
public class BadFormTests
{
    const string Legacy = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";

    static readonly Refusals Cases = new()
    {
        ["an empty certificate"] = (host => host.Put(Host.Certificate, ""), "/tls/server.crt: the file is empty"),
        ["an empty key"] = (host => host.Put(Host.Key, "\r\n \t\n"), "/tls/server.key: the file is empty"),
        ["text that is no PEM"] = (host => host.Put(Host.Certificate, "hello\n"),
            "/tls/server.crt: the file is neither PEM nor DER nor PKCS#12, so it holds no certificate and no key"),
        ["an HTML error page"] = (host => host.Put(Host.Certificate, "<html><body>404</body></html>\n"),
            "/tls/server.crt: the file is neither PEM nor DER nor PKCS#12, so it holds no certificate and no key"),
        ["random bytes"] = (host => host.Put(Host.Certificate, SHA512.HashData("x"u8)),
            "/tls/server.crt: the file is neither PEM nor DER nor PKCS#12, so it holds no certificate and no key"),
        ["an ASN.1 sequence of nothing"] = (host => host.Put(Host.Key, [0x30, 0x00]),
            "/tls/server.key: the file is neither PEM nor DER nor PKCS#12, so it holds no certificate and no key"),
        ["UTF-16 text"] = (host => host.Put(Host.Certificate, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Pki.Leaf.Pem)]),
            "/tls/server.crt: the file is UTF-16 text; save it as ASCII or UTF-8"),
        ["a truncated certificate"] = (host => host.Put(Host.Certificate, Pki.Leaf.Pem[..300]),
            "/tls/server.crt: the CERTIFICATE that begins on line 1 has no end, so the file is cut off; copy it again"),
        ["a second block that is cut off"] = (host => host.Put(Host.Certificate, Pki.Leaf.Pem + Pki.Intermediate.Pem[..200]),
            $"/tls/server.crt: the CERTIFICATE that begins on line {1 + Pki.Leaf.Pem.Count(c => c == '\n')} has no end, so the file is cut off; copy it again"),
        ["a block within a block"] = (host => host.Put(Host.Certificate, Pki.Leaf.Pem[..200] + "\n" + Pki.Leaf.Pem),
            "/tls/server.crt: the CERTIFICATE that begins on line 1 has no end, so the file is cut off; copy it again"),
        ["a truncated key"] = (host => host.Put(Host.Key, Pki.Leaf.KeyPem[..90]),
            "/tls/server.key: the PRIVATE KEY that begins on line 1 has no end, so the file is cut off; copy it again"),
        ["characters that are no Base64"] = (host => host.Put(Host.Certificate, Pki.Leaf.Pem.Replace("MII", "M*I", StringComparison.Ordinal)),
            "/tls/server.crt: the CERTIFICATE that begins on line 1 is not Base64, so the file is damaged; copy it again"),
        ["an empty block"] = (host => host.Put(Host.Certificate, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"),
            "/tls/server.crt: the CERTIFICATE that begins on line 1 is not Base64, so the file is damaged; copy it again"),
        ["a damaged BEGIN line"] = (host => host.Put(Host.Certificate, Pki.Leaf.Pem.Replace("BEGIN CERTIFICATE-----", "BEGIN CERTIFICATE", StringComparison.Ordinal)),
            "/tls/server.crt: the BEGIN line on line 1 is damaged"),
        ["Base64 of something else"] = (host => host.Put(Host.Certificate, "-----BEGIN CERTIFICATE-----\naGVsbG8gd29ybGQ=\n-----END CERTIFICATE-----\n"),
            "/tls/server.crt: the certificate that begins on line 1 is damaged; copy it again"),
        ["a certificate with a flipped length"] = (host => host.Put(Host.Certificate, [0x30, 0x83, .. Pki.Leaf.Certificate.RawData[2..]]),
            "/tls/server.crt: the file is neither PEM nor DER nor PKCS#12, so it holds no certificate and no key"),
        ["a key with damaged content"] = (host => host.Put(Host.Key, "-----BEGIN PRIVATE KEY-----\naGVsbG8gd29ybGQ=\n-----END PRIVATE KEY-----\n"),
            "/tls/server.key: the private key is damaged; copy it again"),
        ["a PKCS#1 label on a PKCS#8 key"] = (host => host.Put(Host.Key, Pki.Leaf.KeyPem.Replace("PRIVATE KEY", "RSA PRIVATE KEY", StringComparison.Ordinal)),
            "/tls/server.key: the private key is damaged; copy it again"),
        ["a signing request in place of the certificate"] = (host => Openssl(host, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x", "-keyout", "tls/server.key", "-out", "tls/server.crt"),
            "/tls/server.crt: this is a certificate signing request, not a certificate; have a CA sign it and provide what comes back"),
        ["the key in place of the certificate"] = (host => host.Put(Host.Certificate, Pki.Leaf.KeyPem), "/tls/server.crt: there is no certificate in the file"),
        ["the certificate in place of the key"] = (host => host.Put(Host.Key, Pki.Leaf.Pem),
            "/tls/server.key: there is no private key in the file; put it there, or name the file that holds it in \"key_source\""),
        ["a public key in place of the private one"] = (host => host.Put(Host.Key, Pki.Leaf.Key.ExportSubjectPublicKeyInfoPem()),
            "/tls/server.key: there is no private key in the file; put it there, or name the file that holds it in \"key_source\""),
        ["no key at all"] = (host => host.Settings = host.Settings with { SourceKeyFile = null },
            "/tls/server.crt: there is no private key in the file; put it there, or name the file that holds it in \"key_source\""),
        ["two keys"] = (host => host.Put(Host.Key, Pki.Leaf.KeyPem + Pki.Root.KeyPem),
            $"/tls/server.key: there is more than one private key in the file, on lines 1 and {1 + Pki.Leaf.KeyPem.Count(c => c == '\n')}; leave only the certificate's own in it"),
        ["the key of another certificate"] = (host => host.Put(Host.Key, Pki.Server(new Wish()).KeyPem),
            "/tls/server.key: the private key does not belong to the certificate \"CN=db1.example.org\" in /tls/server.crt; provide the two that were made together"),
        ["the key of an intermediate"] = (host => host.Put(Host.Certificate, Pki.Leaf.Pem).Put(Host.Key, Pki.Intermediate.KeyPem),
            "/tls/server.key: the private key does not belong to the certificate \"CN=db1.example.org\" in /tls/server.crt; provide the two that were made together"),
        ["an encrypted key without a pass phrase"] = (host => host.Put(Host.Key, Encrypted("secret")),
            "/tls/server.key: the private key is encrypted; name the file with its pass phrase in \"key_passphrase_file\""),
        ["an encrypted key with another pass phrase"] = (host => WithPassphrase(host.Put(Host.Key, Encrypted("secret")), "wrong"),
            "/tls/server.key: the private key can't be decrypted: either the pass phrase in \"key_passphrase_file\" is another one, or the cipher is not known here; \"openssl pkcs8 -topk8 -v2 aes-256-cbc\" writes one that is"),
        ["a key encrypted in the old way"] = (host => host.Put(Host.Key, Legacy),
            "/tls/server.key: the private key is encrypted in the old way of OpenSSL (\"Proc-Type: 4,ENCRYPTED\"); convert it with \"openssl pkcs8 -topk8 -in FILE -out NEW\""),
        ["an OpenSSH key"] = (host => host.Put(Host.Key, "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n"),
            "/tls/server.key: the private key is in OpenSSH's own form; convert a copy of it with \"ssh-keygen -p -m PKCS8 -f COPY\""),
        ["an Ed25519 key"] = (host => Openssl(host, "genpkey", "-algorithm", "ed25519", "-out", "tls/server.key"),
            "/tls/server.key: the private key is of the kind Ed25519, which not every InfluxDB 1.x can serve; use RSA, or ECDSA on P-256 or P-384"),
        ["an RSA-PSS key"] = (host => Openssl(host, "genpkey", "-algorithm", "rsa-pss", "-out", "tls/server.key"),
            "/tls/server.key: the private key is of the kind RSA-PSS, which not every InfluxDB 1.x can serve; use RSA, or ECDSA on P-256 or P-384"),
        ["a DSA key"] = (host => host.Put(Host.Key, "-----BEGIN DSA PRIVATE KEY-----\nMAYCAQACAQE=\n-----END DSA PRIVATE KEY-----\n"),
            "/tls/server.key: the private key is of the kind DSA, which not every InfluxDB 1.x can serve; use RSA, or ECDSA on P-256 or P-384"),
        ["a PKCS#7 bundle"] = (host => Openssl(host, "crl2pkcs7", "-nocrl", "-certfile", "tls/server.crt", "-out", "tls/server.crt"),
            "/tls/server.crt: it is a PKCS#7 bundle; convert it with \"openssl pkcs7 -print_certs -in FILE -out NEW\""),
        ["a PKCS#7 bundle in DER"] = (host => Openssl(host, "crl2pkcs7", "-nocrl", "-certfile", "tls/server.crt", "-outform", "DER", "-out", "tls/server.crt"),
            "/tls/server.crt: it is a PKCS#7 bundle; convert it with \"openssl pkcs7 -inform DER -print_certs -in FILE -out NEW\""),
        ["OpenSSL's trusted form"] = (host => Openssl(host, "x509", "-trustout", "-in", "tls/server.crt", "-out", "tls/server.crt"),
            "/tls/server.crt: it is in OpenSSL's own TRUSTED form; convert it with \"openssl x509 -in FILE -out NEW\""),
        ["a PKCS#12 archive without its pass phrase"] = (host => Archive(host, Pki.Leaf.Pfx("secret", Pki.Intermediate), null),
            "/tls/server.crt: the PKCS#12 archive does not open without a pass phrase; name the file with it in \"key_passphrase_file\""),
        ["a PKCS#12 archive with another pass phrase"] = (host => Archive(host, Pki.Leaf.Pfx("secret", Pki.Intermediate), "wrong"),
            "/tls/server.crt: the PKCS#12 archive does not open with the pass phrase in \"key_passphrase_file\", or is damaged"),
        ["a truncated PKCS#12 archive"] = (host => Archive(host, Pki.Leaf.Pfx("secret", Pki.Intermediate)[..^40], "secret"),
            "/tls/server.crt: the file is neither PEM nor DER nor PKCS#12, so it holds no certificate and no key"),
        ["a PKCS#12 archive that would take hours to open"] = (host => Slow(host),
            "/tls/server.crt: the PKCS#12 archive asks for more rounds of key derivation, or holds more, than is safe to open; export it again"),
        ["a chain file that is damaged"] = (host => host.Put(Host.Certificate, Pki.Leaf.Pem).Put(Host.Chain, Pki.Intermediate.Pem[..99]).Settings = host.Settings with { SourceChainFile = Host.Chain },
            "/tls/chain.pem: the CERTIFICATE that begins on line 1 has no end, so the file is cut off; copy it again"),
        ["a leaf alone"] = (host => host.Put(Pki.Leaf),
            "/tls/server.crt: the certificate of its issuer \"CN=Test Intermediate\" is missing, and this host does not trust it as a root; add the CA's intermediate certificates, or name the file with them in \"chain_source\""),
        ["a chain with a gap"] = (host => host.Put(Pki.Leaf, Pki.Root),
            "/tls/server.crt: the chain has a gap: the certificate of \"CN=Test Intermediate\", which signed \"CN=db1.example.org\", is missing; add it after that one"),
        ["an intermediate of the same name with another key"] = (host => host.Put(Pki.Leaf, Pki.Issue(Pki.Ca("CN=Test Intermediate"), Pki.Root), Pki.Root),
            "/tls/server.crt: the chain has a gap: the certificate of \"CN=Test Intermediate\", which signed \"CN=db1.example.org\", is missing; add it after that one"),
        ["an endless chain"] = (host => LongChain(host),
            "/tls/server.crt: the chain has no end: its certificates sign each other in a circle, or are more than ten"),
        ["control characters in a subject"] = (host => host.Put(Pki.Issue(new Wish { Subject = "CN=\"a\u001B[31m\nb\"" }, Pki.Issue(Pki.Ca("CN=X"), Pki.Root))).Put(Host.Key, Pki.Root.KeyPem),
            "/tls/server.key: the private key does not belong to the certificate \"CN=\"a\\u001B[31m\\u000Ab\"\" in /tls/server.crt; provide the two that were made together"),
    };

    public static TheoryData<string> Names => Cases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task IsRefusedWithTheWholeSentence(string wrong) => Cases.AssertRefusedAsync(wrong);

    static void Openssl(Host host, params string[] arguments) => host.Run("openssl", arguments);

    static string Encrypted(string passphrase) => Pki.Leaf.Key.ExportEncryptedPkcs8PrivateKeyPem(
        passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));

    static void WithPassphrase(Host host, string passphrase) =>
        host.Put("/tls/passphrase", passphrase + "\n").Settings = host.Settings with { KeyPassphraseFile = "/tls/passphrase" };

    static void Archive(Host host, byte[] pfx, string? passphrase)
    {
        host.Put(Host.Certificate, pfx).Settings = host.Settings with { SourceKeyFile = null };
        if (passphrase is not null)
        {
            WithPassphrase(host, passphrase);
        }
    }

    static void Slow(Host host)
    {
        Openssl(host, "pkcs12", "-export", "-in", "tls/server.crt", "-inkey", "tls/server.key", "-passout", "pass:x", "-iter", "2000000", "-out", "tls/slow.p12");
        Archive(host, File.ReadAllBytes(host.OnDisk("/tls/slow.p12")), "x");
    }

    static void LongChain(Host host)
    {
        var line = Pki.Line(12);
        host.Put(Pki.Issue(new Wish(), line[^1]), [.. line.Reverse()]);
    }
}
