using System.Text;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;

namespace InfluxCertd.Tests.Issuing;

/// <summary>ACME renewal information (RFC 9773), where the installed lego asks for it; a stand-in does here as lego 4.35 does.</summary>
[Collection(Commands.OneAtATime.Name)]
public sealed class RenewalInformationTests : IDisposable
{
    readonly Host _host = new();
    readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public RenewalInformationTests()
    {
        _host.Settings = new CertificateSettings
        {
            Source = CertificateSource.Acme,
            Key = KeyAlgorithm.EcdsaP256,
            Acme = new AcmeSettings { Directory = "https://localhost:1/dir", Email = "admin@example.org", AcceptTerms = true },
        };
        _host.Put("/ca.crt", Pki.Root.Pem).Put("/ca.key", Pki.Root.KeyPem).Put("/wanted", "no\n");
        PutLego(help: "--ari-disable");
        Environment.SetEnvironmentVariable("PATH", $"{_host.OnDisk("/bin")}:{_path}");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _host.Dispose();
    }

    [Fact]
    public async Task A_renewal_says_which_certificate_it_replaces()
    {
        using var first = await IssueAsync(null);
        using var second = await IssueAsync(first);
        Assert.NotEqual(first.Leaf.FingerprintSha256, second.Leaf.FingerprintSha256);
        Assert.Equal(["run", "renew --no-random-sleep --days 36500"], Calls());

        // Of other names it replaces nothing.
        _host.Settings = _host.Settings with { Names = ["db2.example.org"] };
        using var other = await IssueAsync(second);
        Assert.Equal("run", Calls()[^1]);
    }

    [Fact]
    public async Task What_the_CA_wants_renewed_early_waits_to_be_installed()
    {
        using var first = await IssueAsync(null);
        var request = Request(first);
        Assert.False(await _host.Issuers.AskAsync(request, TestContext.Current.CancellationToken));
        Assert.Null(_host.Issuers.Candidates.Look(_host.Settings, Host.Names, first.Leaf));

        _host.Put("/wanted", "yes\n");
        Assert.True(await _host.Issuers.AskAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal("renew --no-random-sleep --days 0", Calls()[^1]);
        var waiting = _host.Issuers.Candidates.Look(_host.Settings, Host.Names, first.Leaf)!;
        using var second = await IssueAsync(first);
        Assert.Equal(waiting.Leaf!.FingerprintSha256, second.Leaf.FingerprintSha256);
        Assert.NotEqual(first.Leaf.FingerprintSha256, second.Leaf.FingerprintSha256);
    }

    [Fact]
    public async Task A_renewal_that_the_CA_refuses_is_a_first_issuance_the_next_time()
    {
        using var first = await IssueAsync(null);
        _host.Put("/wanted", "refused\n");
        var failure = await Assert.ThrowsAsync<IssuingException>(() => IssueAsync(first));
        Assert.Equal("https://localhost:1/dir issued no certificate: could not validate 'replaces'", failure.Message);
        using var second = await IssueAsync(first);
        Assert.Equal(["run", "renew --no-random-sleep --days 36500", "run"], Calls());
    }

    [Fact]
    public async Task A_lego_that_knows_nothing_of_it_is_never_asked()
    {
        PutLego(help: "--days");
        using var first = await IssueAsync(null);
        Assert.Null(await _host.Issuers.AskAsync(Request(first), TestContext.Current.CancellationToken));
        using var second = await IssueAsync(first);
        Assert.Equal(["run", "run"], Calls());
    }

    IssuingRequest Request(IssuedCertificate? before) => new(_host.Settings, Host.Names) { PreviousLeaf = before?.Leaf };

    Task<IssuedCertificate> IssueAsync(IssuedCertificate? before) => _host.IssueAsync(Request(before));

    string[] Calls() => File.ReadAllLines(_host.OnDisk("/calls"));

    /// <summary>Signs whatever it is asked to, as the last arguments say, by a CA of its own; the account is there from the first time on.</summary>
    void PutLego(string help) => _host.Put("/bin/lego", Encoding.ASCII.GetBytes($$"""
        #!/bin/sh
        set -e
        cd {{_host.OnDisk("")}}
        case "$*" in *--help*) echo "{{help}}"; exit ;; esac
        while [ "$1" != run ] && [ "$1" != renew ]; do
            case $1 in --path) path=$2 ;; --csr) csr=$2 ;; esac
            shift
        done
        echo "$*" >>calls
        if [ $1 = renew ]; then
            case $(cat wanted) in
                no) [ $4 != 0 ] || exit 0 ;;
                refused) echo "2026/01/01 00:00:00 could not validate 'replaces'" >&2; exit 1 ;;
            esac
        fi
        mkdir -p $path/certificates $path/accounts/localhost_1/admin@example.org
        echo '{}' >$path/accounts/localhost_1/admin@example.org/account.json
        name=$(openssl req -in $csr -noout -text | sed -n 's/.*DNS:\([^,]*\).*/\1/p')
        openssl x509 -req -in $csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 90 -copy_extensions copy -out $path/certificates/$name.crt 2>/dev/null
        cat ca.crt >>$path/certificates/$name.crt
        """), UnixFileMode.UserRead | UnixFileMode.UserExecute);
}
