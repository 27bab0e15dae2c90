using System.Text.Json;
using InfluxCertd.Configuration;

namespace InfluxCertd.Tests.Configuration;

public sealed class EffectiveSettingsTests : IDisposable
{
    readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachValueComesWithTheFileAndLineThatWon()
    {
        _folder.Main("[certificate]\ndays = 90\nkeep_generations = 4\n").DropIn("a.toml", "# one\n\ncertificate.lifetime = '36h'\n");
        Assert.Equal(("\"1d12h\"", $"{_folder.DropInFolder}/a.toml:3"), Shown("lifetime"));
        Assert.Equal(("4", $"{_folder.MainFile}:3"), Shown("keep_generations"));
        Assert.Equal(("\"rsa-2048\"", "default"), Shown("key"));
        Assert.DoesNotContain(_folder.Load().Effective, setting => setting.Key == "days");
    }

    [Fact]
    public void WhatTheGuidesLayoutDecidesIsSaidToComeFromIt()
    {
        _folder.Main("certificate.guide_layout = true\n");
        Assert.Equal(("\"0644\"", $"guide_layout, {_folder.MainFile}:1"), Shown("key_mode"));
        Assert.Equal(("\"root\"", $"guide_layout, {_folder.MainFile}:1"), Shown("key_owner"));
    }

    [Fact]
    public void TheTomlReadsBackToTheSameSettings()
    {
        _folder.Main("""
            [certificate]
            lifetime = "90m"
            names = ["a.example", "::1"]
            renew_window = ["Sat,Sun 01:00-05:00", "23:00-00:00"]
            certificate_file = '/srv/a "b" \c.crt'
            key_mode = "400"
            [influxdb]
            address = "localhost:8086"

            """);
        var first = _folder.Load();
        var again = _folder.Main(EffectiveSettingsRenderer.ToToml(first.Effective)).Load();
        Assert.Empty(_folder.Sentences(again));
        Assert.Equal(first.Effective.Select(setting => setting.ValueText), again.Effective.Select(setting => setting.ValueText));
    }

    [Fact]
    public void TheTomlNamesTheOriginBehindEachValue()
    {
        _folder.Main("[daemon]\nlog_level = \"debug\"\n");
        var lines = EffectiveSettingsRenderer.ToToml(_folder.Load().Effective).Split('\n');
        Assert.Equal("[certificate]", lines[0]);
        Assert.Matches($"^log_level = \"debug\" +# {_folder.MainFile}:2$", lines[^2]);
        Assert.Matches("^check_interval = \"1h\" +# default$", lines[^3]);
        Assert.Contains("", lines[..^1]);
    }

    [Fact]
    public void TheJsonHoldsRealValues()
    {
        _folder.Main("[certificate]\nnames = ['a.example']\n");
        using var json = JsonDocument.Parse(EffectiveSettingsRenderer.ToJson(_folder.Load().Effective));
        var settings = json.RootElement.GetProperty("settings").EnumerateArray().ToDictionary(
            setting => $"{setting.GetProperty("section")}.{setting.GetProperty("key")}");
        Assert.Equal(365, settings["certificate.days"].GetProperty("value").GetInt32());
        Assert.Equal("a.example", settings["certificate.names"].GetProperty("value")[0].GetString());
        Assert.True(settings["influxdb.verify_with_cli"].GetProperty("value").GetBoolean());
        Assert.Equal($"{_folder.MainFile}:2", settings["certificate.names"].GetProperty("origin").GetString());
        Assert.Equal("default", settings["daemon.log_level"].GetProperty("origin").GetString());
    }

    (string Value, string Origin) Shown(string key)
    {
        var setting = Assert.Single(_folder.Load().Effective, setting => setting.Key == key);
        return (setting.ValueText, setting.Origin);
    }
}
