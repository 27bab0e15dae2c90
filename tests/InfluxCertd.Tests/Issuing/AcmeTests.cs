using System.Text;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Issuing;

/// <summary>Debian's lego against Debian's ACME server for tests, pebble.</summary>
public sealed class AcmeTests : IDisposable
{
    readonly Host _host = new();
    Pebble? _pebble;

    public void Dispose()
    {
        _pebble?.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Http01BringsACertificateForTheHostsName()
    {
        await StartAsync();
        _host.Settings = Settings(acme => acme);
        using var issued = await _host.IssueAsync();
        Assert.Equal(["db1.example.org"], issued.Leaf.SubjectAlternativeNames);
        Assert.Equal("ecdsa-p256", issued.Leaf.KeyDescription);
        Assert.Equal(2, Encoding.ASCII.GetString(issued.ChainPem).Split("BEGIN CERTIFICATE").Length - 1);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", Assert.Single(issued.TrustAnchors), StringComparison.Ordinal);
        var folder = _host.OnDisk("/var/lib/influxcertd/acme");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "request.key")));
    }

    [Fact]
    public async Task Dns01BringsAWildcard()
    {
        await StartAsync();

        // lego pauses this many seconds between two names, so that records of one name don't meet; a minute unless told.
        _host.Put("/etc/influxcertd/acme.env", $"EXEC_PATH={_pebble!.DnsHook}\nEXEC_SEQUENCE_INTERVAL=1\n");
        _host.Settings = Settings(acme => acme with
        {
            Challenge = AcmeChallenge.Dns01,
            DnsProvider = "exec",
            DnsResolver = _pebble.DnsAddress,
            DnsPropagationCheck = false,
            EnvironmentFile = "/etc/influxcertd/acme.env",
        }) with
        { Names = ["*.example.org", "example.org"] };
        using var issued = await _host.IssueAsync();
        Assert.Equal(["*.example.org", "example.org"], issued.Leaf.SubjectAlternativeNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatWasIssuedButNeverInstalledIsUsedAndTheInstalledOneIsNot()
    {
        await StartAsync();
        _host.Settings = Settings(acme => acme);
        using var first = await _host.IssueAsync();
        using var again = await _host.IssueAsync();
        Assert.Equal(first.Leaf.FingerprintSha256, again.Leaf.FingerprintSha256);
        using var renewed = await _host.IssueAsync(new IssuingRequest(_host.Settings, Host.Names) { PreviousLeaf = first.Leaf });
        Assert.NotEqual(first.Leaf.FingerprintSha256, renewed.Leaf.FingerprintSha256);
    }

    [Fact]
    public async Task AFailedChallengeIsToldInTheCasOwnWords()
    {
        await StartAsync();
        _host.Settings = Settings(acme => acme with { HttpAddress = "127.0.0.1:" + Pebble.FreePort() });
        var failure = await Assert.ThrowsAsync<IssuingException>(() => _host.IssueAsync());
        Assert.StartsWith($"{_pebble!.Directory} issued no certificate: Could not obtain certificates: error: one or more domains had a problem: [db1.example.org] acme: error: 400 :: urn:ietf:params:acme:error:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("connection refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACaThatIsDownIsToldAsSuch()
    {
        await StartAsync();
        _host.Settings = Settings(acme => acme with { Directory = $"https://localhost:{Pebble.FreePort()}/dir" });
        var failure = await Assert.ThrowsAsync<IssuingException>(() => _host.IssueAsync());
        Assert.Matches("^https://localhost:\\d+/dir issued no certificate: Could not create client: get directory at .*connection refused$", failure.Message);
    }

    [Fact]
    public async Task ACaWhoseHttpsIsNotTrustedIsToldAsSuch()
    {
        await StartAsync();
        _host.Settings = Settings(acme => acme with { CaFile = null });
        var failure = await Assert.ThrowsAsync<IssuingException>(() => _host.IssueAsync());
        Assert.Contains("x509: certificate signed by unknown authority", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHostWithoutAFullNameSaysWhatToConfigure()
    {
        _host.Settings = Settings(acme => acme);
        var failure = await Assert.ThrowsAsync<IssuingException>(() => _host.IssueAsync(new IssuingRequest(_host.Settings, new("db1", null))));
        Assert.Equal("no ACME CA certifies \"db1\", and this host has no fully qualified name; name in \"names\" what clients connect to", failure.Message);
    }

    [Fact]
    public async Task CredentialsThatOthersReadAreNotUsed()
    {
        _host.Put("/etc/influxcertd/acme.env", "HETZNER_API_KEY=x\n"u8.ToArray(), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        _host.Settings = Settings(acme => acme with { EnvironmentFile = "/etc/influxcertd/acme.env" });
        var failure = await Assert.ThrowsAnyAsync<IOException>(() => _host.IssueAsync());
        Assert.Equal("/etc/influxcertd/acme.env: the file holds a secret, and its mode 0404 lets others read it; run \"chmod 0600\" on it", failure.Message);
    }

    [Fact]
    public async Task AnExternalAccountsKeyNeverBecomesAnArgument()
    {
        await StartAsync(externalAccounts: true);
        var knows = _host.TryRun("lego", "--help").Output.Contains("LEGO_EAB_HMAC", StringComparison.Ordinal);
        Assert.SkipWhen(knows, "this lego reads it from its environment");
        var failure = await Assert.ThrowsAsync<IssuingException>(() => _host.IssueAsync());
        Assert.StartsWith("this version of lego takes the key of an external account only as an argument, where every user sees it:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExternalAccountThatIsRegisteredIssuesAgainAndAgain()
    {
        await StartAsync(externalAccounts: true);
        _host.Run("env", "LEGO_CA_CERTIFICATES=" + _host.OnDisk("/pebble/ca.crt"), "lego", "--eab", "--kid", Pebble.ExternalAccount, "--hmac", Pebble.ExternalKey, "--accept-tos", "--email", "admin@example.org",
            "--server", _pebble!.Directory, "--path", _host.OnDisk("/var/lib/influxcertd/acme"), "--domains", "db1.example.org", "--http", "--http.port", _pebble.HttpAddress, "run");
        using var first = await _host.IssueAsync();
        using var second = await _host.IssueAsync(new IssuingRequest(_host.Settings, Host.Names) { PreviousLeaf = first.Leaf });
        Assert.NotEqual(first.Leaf.FingerprintSha256, second.Leaf.FingerprintSha256);
    }

    [Fact]
    public void TheArgumentsHoldNoSecretAndFollowTheSettings()
    {
        var acme = Settings(acme => acme with { Webroot = "/var/www/html" }).Acme;
        Assert.Equal(
            ["--accept-tos", "--email", "admin@example.org", "--server", acme.Directory, "--path", "/s", "--csr", "/s/r", "--cert.timeout", "120", "--http", "--http.webroot", "/var/www/html"],
            LegoCommand.Arguments(acme, "/s", "/s/r"));
    }

    [Theory]
    [InlineData("2026/01/01 00:00:00 [INFO] x\n2026/01/01 00:00:00 Could not obtain certificates:\n\terror: a\n[b] c\n", "Could not obtain certificates: error: a [b] c")]
    [InlineData("No key found\n2026/01/01 00:00:00 first\n2026/01/01 00:00:01 second\n", "second")]
    [InlineData("flag provided but not defined: -x\n", "flag provided but not defined: -x")]
    [InlineData("", "exit code 1")]
    [InlineData("2026/01/01 00:00:00 a\u001B[31mb\n", "a\\u001B[31mb")]
    public void LegosLastErrorIsQuotedOnOneLine(string output, string expected) =>
        Assert.Equal(expected, LegoOutput.Failure(new ChildResult(1, "", output)));

    async Task StartAsync(bool externalAccounts = false)
    {
        Assert.SkipUnless(Pebble.IsInstalled, "lego and pebble are not installed; apt install lego pebble");
        _pebble = await Pebble.StartAsync(_host, externalAccounts);
        if (externalAccounts)
        {
            _host.Put("/etc/influxcertd/acme.env", $"LEGO_EAB_KID={Pebble.ExternalAccount}\nLEGO_EAB_HMAC={Pebble.ExternalKey}\n");
            _host.Settings = Settings(acme => acme with { EnvironmentFile = "/etc/influxcertd/acme.env" });
        }
    }

    CertificateSettings Settings(Func<AcmeSettings, AcmeSettings> change) => new()
    {
        Source = CertificateSource.Acme,
        Key = KeyAlgorithm.EcdsaP256,
        Acme = change(new AcmeSettings
        {
            Directory = _pebble?.Directory ?? "https://localhost:1/dir",
            Email = "admin@example.org",
            AcceptTerms = true,
            HttpAddress = _pebble?.HttpAddress ?? ":80",
            CaFile = "/pebble/ca.crt",
        }),
    };
}
