using System.Runtime.InteropServices;

namespace InfluxCertd.Tests.Issuing;

/// <summary>Paths by which someone could lead a root process astray.</summary>
public class UnsafeFilesTests
{
    const string Unprivileged = "65534";
    const UnixFileMode Mode644 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    static readonly Refusals Cases = new()
    {
        ["no such file"] = (host => File.Delete(host.OnDisk(Host.Certificate)), "/tls/server.crt: there is no such file"),
        ["a link that leads nowhere"] = (host => Link(host, "/tls/nothing.crt"), "/tls/server.crt: there is no such file"),
        ["a link in a circle"] = (host => Link(host, "server.crt"), "/tls/server.crt can't be followed: too many symbolic links"),
        ["a folder"] = (host => Replace(host, path => Directory.CreateDirectory(path)), "/tls/server.crt: this is a folder; name the file in it"),
        ["a pipe, which must not hang"] = (host => Replace(host, path => host.Run("mkfifo", path)),
            "/tls/server.crt: this is no regular file but a device, a pipe or a socket"),
        ["a pipe as the key"] = (host => Replace(host, path => host.Run("mkfifo", path), Host.Key),
            "/tls/server.key: this is no regular file but a device, a pipe or a socket"),
        ["a device"] = (host => Replace(host, path => host.Run("mknod", path, "c", "1", "5")),
            "/tls/server.crt: this is no regular file but a device, a pipe or a socket"),
        ["ten megabytes of chain"] = (host => host.Put(Host.Certificate, new byte[10_000_000]),
            "/tls/server.crt: the file is larger than 1 MiB, so it is no certificate and no key"),
        ["NUL in a name"] = (host => host.Settings = host.Settings with { SourceCertificateFile = "/tls/a\0.crt" },
            "/tls/a\\u0000.crt: a path has no NUL character"),
        ["a name that is not ASCII and not there"] = (host => host.Settings = host.Settings with { SourceCertificateFile = "/tls/сертификат.crt" },
            "/tls/сертификат.crt: there is no such file"),
        ["a file that everyone may write"] = (host => Chmod(host, Host.Certificate, Mode644 | UnixFileMode.OtherWrite),
            "/tls/server.crt: its mode 0646 lets others change the file; run \"chmod go-w\" on it"),
        ["a file that its group may write"] = (host => Owned(host, Host.Certificate, "root:" + Unprivileged, Mode644 | UnixFileMode.GroupWrite),
            "/tls/server.crt: its mode 0664 lets others change the file; run \"chmod go-w\" on it"),
        ["a folder that everyone may write"] = (host => host.Run("chmod", "0777", "tls"),
            "/tls/server.crt: everyone may put files into /tls; run \"chmod o-w\" on it"),
        ["a link into a folder that everyone may write"] = (host => OpenTarget(host),
            "/tls/server.crt: everyone may put files into /open; run \"chmod o-w\" on it"),
        ["root's link to another user's file"] = (host => Lead(host, link: "root", file: Unprivileged),
            "/tls/server.crt: a symbolic link of user 0 leads to /home/server.crt, which belongs to user 65534; name that file itself, or give both to the same user"),
        ["another user's link to root's file"] = (host => Lead(host, link: Unprivileged, file: "root"),
            "/tls/server.crt: a symbolic link of user 65534 leads to /home/server.crt, which belongs to user 0; name that file itself, or give both to the same user"),
        ["a pass phrase that others read"] = (host => Passphrase(host, "root:root", Mode644),
            "/tls/passphrase: the file holds a secret, and its mode 0644 lets others read it; run \"chmod 0600\" on it"),
        ["a pass phrase of another user"] = (host => Passphrase(host, Unprivileged + ":" + Unprivileged, UnixFileMode.UserRead),
            "/tls/passphrase: the file holds a secret and belongs to user 65534; run \"chown root\" on it"),
    };

    public static TheoryData<string> Names => Cases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AreRefusedWithTheWholeSentence(string wrong)
    {
        Assert.SkipUnless(GetEffectiveUser() == 0, "giving files to other users and making devices takes root");
        await Cases.AssertRefusedAsync(wrong);
    }

    [Fact]
    public void CertbotsLinksAreFollowedAndEveryFolderOnTheWayIsWatched()
    {
        using var host = new Host();
        host.Put("/etc/letsencrypt/archive/db1/fullchain7.pem", Pki.Leaf.Pem + Pki.Intermediate.Pem + Pki.Root.Pem)
            .Put("/etc/letsencrypt/archive/db1/privkey7.pem", Pki.Leaf.KeyPem);
        Directory.CreateDirectory(host.OnDisk("/etc/letsencrypt/live/db1"));
        foreach (var name in (string[])["fullchain", "privkey"])
        {
            File.CreateSymbolicLink(host.OnDisk($"/etc/letsencrypt/live/db1/{name}.pem"), $"../../archive/db1/{name}7.pem");
        }

        host.Settings = host.Settings with { SourceCertificateFile = "/etc/letsencrypt/live/db1/fullchain.pem", SourceKeyFile = "/etc/letsencrypt/live/db1/privkey.pem" };
        var candidate = host.Look();
        Assert.Null(candidate.Refusal);
        Assert.Equal([host.OnDisk("/etc/letsencrypt/live/db1"), host.OnDisk("/etc/letsencrypt/archive/db1")], candidate.Folders);
    }

    [Fact]
    public void AnAbsoluteLinkStaysWithinTheRoot()
    {
        using var host = new Host();
        host.PutGood().Put("/srv/real.crt", File.ReadAllBytes(host.OnDisk(Host.Certificate)));
        Link(host, "/srv/real.crt");
        Assert.Null(host.Look().Refusal);
        Link(host, "../../../../../../../srv/real.crt");
        Assert.Null(host.Look().Refusal);
    }

    [Fact]
    public void AStickyFolderWillDo()
    {
        using var host = new Host();
        host.PutGood();
        host.Run("chmod", "1777", "tls");
        Assert.Null(host.Look().Refusal);
    }

    [Fact]
    public void AFolderWhoseFileIsStillToComeIsWatched()
    {
        using var host = new Host();
        Assert.Equal([host.OnDisk("/tls")], host.Look().Folders);
    }

    [Fact]
    public void AKeyThatEveryoneReadsIsRemarkedOn()
    {
        using var host = new Host();
        host.PutGood();
        Chmod(host, Host.Key, Mode644);
        Assert.Contains("/tls/server.key: every user of this host can read the private key; run \"chmod 0600\" on it", host.Look().Remarks);
    }

    static void Link(Host host, string target, string path = Host.Certificate) => Replace(host, link => File.CreateSymbolicLink(link, target), path);

    static void Replace(Host host, Action<string> make, string path = Host.Certificate)
    {
        File.Delete(host.OnDisk(path));
        make(host.OnDisk(path));
    }

    static void Chmod(Host host, string path, UnixFileMode mode) => File.SetUnixFileMode(host.OnDisk(path), mode);

    static void Owned(Host host, string path, string owner, UnixFileMode mode)
    {
        host.Run("chown", owner, host.OnDisk(path));
        Chmod(host, path, mode);
    }

    static void Lead(Host host, string link, string file)
    {
        host.Put("/home/server.crt", File.ReadAllBytes(host.OnDisk(Host.Certificate)));
        Link(host, "/home/server.crt");
        host.Run("chown", "-h", link, host.OnDisk(Host.Certificate));
        host.Run("chown", file, host.OnDisk("/home/server.crt"));
    }

    static void OpenTarget(Host host)
    {
        host.Put("/open/server.crt", File.ReadAllBytes(host.OnDisk(Host.Certificate)));
        host.Run("chmod", "0777", "open");
        Link(host, "/open/server.crt");
    }

    static void Passphrase(Host host, string owner, UnixFileMode mode)
    {
        host.Put("/tls/passphrase", "x\n").Settings = host.Settings with { KeyPassphraseFile = "/tls/passphrase" };
        Owned(host, "/tls/passphrase", owner, mode);
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    static extern uint GetEffectiveUser();
}
