using System.Collections.Immutable;
using System.Text;
using InfluxCertd.Configuration;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Tests.Configuration;

public sealed class SettingsLoaderTests : IDisposable
{
    readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NoFileAtAllIsTheShippedDefault()
    {
        var result = _folder.Load();
        Assert.Empty(result.Files);
        Assert.All(result.Effective, setting => Assert.Equal("default", setting.Origin));
        Assert.Equal(SettingKeys.All.Select(key => key.Show(new())), SettingKeys.All.Select(key => key.Show(result.Settings!)));
        Assert.False(result.Settings!.Certificate.SourceIsExplicit);
    }

    [Fact]
    public void AFileThatAPersonNamesMustExist() =>
        Assert.Equal(
            ["/etc/influxcertd/influxcertd.toml: there is no such file"],
            _folder.Sentences(_folder.Load(mustExist: true)));

    [Fact]
    public void EveryKeyOfAFileReachesTheSettings()
    {
        var settings = _folder.Main("""
            certificate.source = "self-signed"
            certificate.lifetime = "1d12h"
            certificate.renew_before = "12h"
            certificate.renew_window = ["Mon-Fri 22:00-04:00"]
            certificate.key = "ecdsa-p384"
            certificate.names = ["Bücher.example", "*.Influx.example", "2001:DB8:0::1", "192.0.2.7"]
            certificate.certificate_file = "/srv/tls/a.crt"
            certificate.key_file = "/srv/tls/a.key"
            certificate.certificate_owner = "auto"
            certificate.certificate_group = "ssl-cert"
            certificate.certificate_mode = "0444"
            certificate.key_owner = "influxdb"
            certificate.key_group = "1000"
            certificate.key_mode = "0640"
            certificate.backdate = "5m"
            certificate.keep_generations = 5
            influxdb = { config_file = "/srv/influxdb.conf", unit = "influxdb@main", start_timeout = "30m", address = "[::1]:8086", verify_with_cli = false }
            [clients]
            verify = "insecure"
            first_apply = "confirm"
            telegraf = false
            kapacitor = false
            chronograf = false
            grafana = false
            prometheus = false
            [alerts]
            expiry_days = [7, 60, 14]
            [daemon]
            check_interval = "10m"
            log_level = "debug"

            """).LoadGood();
        var certificate = settings.Certificate;
        Assert.True(certificate.SourceIsExplicit);
        Assert.Equal(TimeSpan.FromHours(36), certificate.Lifetime);
        Assert.Equal(TimeSpan.FromHours(12), certificate.RenewBefore);
        Assert.Equal(22 * 60, Assert.Single(certificate.RenewWindow).StartMinute);
        Assert.Equal(KeyAlgorithm.EcdsaP384, certificate.Key);
        Assert.Equal(["xn--bcher-kva.example", "*.influx.example", "2001:db8::1", "192.0.2.7"], certificate.Names);
        Assert.Equal(("/srv/tls/a.crt", "/srv/tls/a.key"), (certificate.CertificateFile, certificate.KeyFile));
        Assert.Equal((null, "ssl-cert", "0444"), (certificate.CertificateOwner, certificate.CertificateGroup, FileModeText.Format(certificate.CertificateMode)));
        Assert.Equal(("influxdb", "1000", "0640"), (certificate.KeyOwner, certificate.KeyGroup, FileModeText.Format(certificate.KeyMode)));
        Assert.Equal((TimeSpan.FromMinutes(5), 5), (certificate.ClockSkew, certificate.KeepGenerations));
        Assert.Equal(
            new InfluxDbSettings
            {
                ConfigFile = "/srv/influxdb.conf",
                Unit = "influxdb@main.service",
                StartTimeout = TimeSpan.FromMinutes(30),
                Address = "[::1]:8086",
                VerifyWithCli = false,
            },
            settings.InfluxDb);
        Assert.Equal(
            new ClientsSettings
            {
                Verify = ClientVerification.None,
                FirstApply = FirstApply.Confirm,
                Telegraf = false,
                Kapacitor = false,
                Chronograf = false,
                Grafana = false,
                Prometheus = false,
            },
            settings.Clients);
        Assert.Equal([60, 14, 7], settings.Alerts.ExpiryDays);
        Assert.Equal(new DaemonSettings { CheckInterval = TimeSpan.FromMinutes(10), Level = LogVerbosity.Debug }, settings.Daemon);
    }

    [Fact]
    public void DropInsOverrideKeyByKeyInOrdinalOrder()
    {
        var settings = _folder
            .Main("[certificate]\ndays = 90\nkeep_generations = 4\nkey = 'rsa-3072'\n")
            .DropIn("20-b.toml", "[certificate]\nkeep_generations = 6\n")
            .DropIn("10-a.toml", "[certificate]\nkeep_generations = 5\nlifetime = '10m'\n")
            .DropIn(".hidden.toml", "not toml")
            .DropIn("30-c.toml.dpkg-old", "not toml")
            .LoadGood().Certificate;
        Assert.Equal((6, TimeSpan.FromMinutes(10), KeyAlgorithm.Rsa3072), (settings.KeepGenerations, settings.Lifetime, settings.Key));
        Assert.Equal(
            ["influxcertd.toml", "10-a.toml", "20-b.toml"], _folder.Load().Files.Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void ADropInWorksWithoutAMainFile() =>
        Assert.Equal(7, _folder.DropIn("a.toml", "certificate.days = 7\n").LoadGood().Certificate.Lifetime.Days);

    [Fact]
    public void ACombinationAcrossFilesNamesBothPlaces()
    {
        _folder.Main("[certificate]\nrenew_before = '40d'\n").DropIn("short.toml", "[certificate]\n\ndays = 30\n");
        Assert.Equal(
            ["/etc/influxcertd/influxcertd.toml:2:1: \"renew_before\" must be shorter than the lifetime, which is 30d (/etc/influxcertd/influxcertd.toml.d/short.toml:3)"],
            _folder.Sentences(_folder.Load()));
    }

    [Fact]
    public void EveryProblemOfEveryFileIsToldInOrder()
    {
        _folder.Main("[certificate]\ndays = 0\nbogus_key = 1\nkey = 'x'\n[oops]\n").DropIn("a.toml", "[daemon]\nlog_level = 'x'\n");
        Assert.Equal(
            ["influxcertd.toml:2:8", "influxcertd.toml:3:1", "influxcertd.toml:4:7", "influxcertd.toml:5:2", "a.toml:2:13"],
            _folder.Load().Problems.Select(problem => $"{Path.GetFileName(problem.Path)}:{problem.Line}:{problem.Column}"));
    }

    [Theory]
    [InlineData("365d", "1h")]
    [InlineData("11h", "1h")]
    [InlineData("10h", "1h")]
    [InlineData("5h", "30m")]
    [InlineData("10m", "1m")]
    [InlineData("1m", "6s")]
    public void BackdatingIsAtMostATenthOfAShortLifetime(string lifetime, string expected) =>
        Assert.Equal(expected, DurationText.Format(
            ConfigurationFolder.Settings($"certificate.lifetime = '{lifetime}'\n").Certificate.ClockSkew));

    [Fact]
    public void AWrittenBackdateIsTakenAsItIs() =>
        Assert.Equal(TimeSpan.FromMinutes(9), ConfigurationFolder.Settings(
            "certificate.lifetime = '10m'\ncertificate.backdate = '9m'\n").Certificate.ClockSkew);

    [Fact]
    public void TheGuidesLayoutGivesBothFilesToRootAndEverybody()
    {
        var certificate = ConfigurationFolder.Settings("[certificate]\nguide_layout = true\nkey_mode = '644'\n").Certificate;
        Assert.Equal(("root", "root", CertificateSettings.GuideMode), (certificate.CertificateOwner, certificate.CertificateGroup, certificate.CertificateMode));
        Assert.Equal(("root", "root", CertificateSettings.GuideMode), (certificate.KeyOwner, certificate.KeyGroup, certificate.KeyMode));
    }

    [Theory]
    [InlineData("\uFEFF[certificate]\r\ndays = 7\r\n")]
    [InlineData("[certificate]\ndays = 7")]
    [InlineData("# a comment\n\n[ certificate ]\n  \"days\" = 7 # why not\n")]
    [InlineData("certificate = { days = 7 }\n")]
    [InlineData("[certificate]\ndays = 0x7\n")]
    public void TheSameThingMayBeWrittenInManyWays(string toml) =>
        Assert.Equal(TimeSpan.FromDays(7), ConfigurationFolder.Settings(toml).Certificate.Lifetime);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("# nothing here\n")]
    [InlineData("[certificate]\n[influxdb]\n[alerts]\n[daemon]\n")]
    public void NothingWrittenIsNothingChanged(string toml) =>
        Assert.Equal(TimeSpan.FromDays(365), ConfigurationFolder.Settings(toml).Certificate.Lifetime);

    [Fact]
    public void AnEmptyListIsEmpty()
    {
        var settings = ConfigurationFolder.Settings("certificate.renew_window = []\nalerts.expiry_days = []\n");
        Assert.Equal(ImmutableArray<QuietWindow>.Empty, settings.Certificate.RenewWindow);
        Assert.Empty(settings.Alerts.ExpiryDays);
    }

    [Fact]
    public void BytesThatAreNotUtf8AreToldWithTheirLine()
    {
        _folder.Main("");
        File.WriteAllBytes(_folder.MainFile, [.. "[certificate]\nnames = ['"u8, 0xE9, .. "t.example']\n"u8]);
        Assert.Equal(
            ["/etc/influxcertd/influxcertd.toml: the file is not UTF-8 text: line 2 holds the byte 0xE9; save it as UTF-8"],
            _folder.Sentences(_folder.Load()));
    }

    [Fact]
    public void AFileTooLargeForAConfigurationIsRefused()
    {
        _folder.Main(new StringBuilder().Insert(0, "#", 1 << 20).Append('\n').ToString());
        Assert.Equal(
            ["/etc/influxcertd/influxcertd.toml: the file is larger than 1 MiB, so it is no configuration"],
            _folder.Sentences(_folder.Load()));
    }

    [Fact]
    public void ControlCharactersNeverReachTheTerminal() =>
        Assert.All(
            _folder.Main("[certificate]\n\"a\\u001b[31m\" = 1\nnames = ['\\t', \"\\u0007\"]\n").Load().Problems,
            problem => Assert.DoesNotContain(problem.ToString(), char.IsControl));
}
