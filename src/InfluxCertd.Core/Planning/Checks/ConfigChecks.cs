using InfluxCertd.Core.InfluxDb;

namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether influxdb.conf says what it should, and whether saying it would have an effect.</summary>
static class ConfigChecks
{
    public static IEnumerable<Finding> Readable(DesiredState desired, ObservedState observed)
    {
        if (observed.Unit.Activity == UnitActivity.NotFound)
        {
            yield break;
        }

        switch (observed.Config)
        {
            case ConfigFile.Missing missing:
                yield return Finding.Blocking(Reason.ConfigMissing, Severity.Error,
                    $"{missing.Path} does not exist; set [influxdb] config_file to the file that {observed.Unit.Name} reads");
                break;
            case ConfigFile.Unreadable unreadable:
                yield return Finding.Blocking(Reason.ConfigUnreadable, Severity.Error, unreadable.Problem);
                break;
        }
    }

    public static IEnumerable<Finding> HttpEnabled(DesiredState desired, ObservedState observed)
    {
        if (observed.Config is ConfigFile.Readable { Effective.Enabled: false } config)
        {
            yield return Finding.Blocking(Reason.HttpDisabled, Severity.Warning,
                $"{config.Path} turns InfluxDB's HTTP service off ([http] enabled = false), so there is nothing to secure");
        }
    }

    /// <summary>HTTPS that someone set up with a certificate of their own stays theirs until the operator says otherwise.</summary>
    public static IEnumerable<Finding> Foreign(DesiredState desired, ObservedState observed)
    {
        if (observed.Config is not ConfigFile.Readable { Effective.Https: { Enabled: true, Certificate: { } path } }
            || desired.Certificate.SourceIsExplicit)
        {
            yield break;
        }

        var elsewhere = path != desired.Certificate.CertificateFile;
        var notSelfSigned = observed.Certificate.Generation is null && observed.Served is ServedState.Tls { IsSelfIssued: false };
        if (elsewhere || notSelfSigned)
        {
            var expiry = observed.Served is ServedState.Tls tls ? $", valid until {tls.NotAfter:yyyy-MM-dd}" : "";
            yield return Finding.Blocking(Reason.ForeignCertificate, Severity.Warning,
                $"InfluxDB already serves HTTPS with {path}{expiry}, which influxcertd did not install: it is watched, not replaced; to have it replaced, set [certificate] source = \"self-signed\"");
        }
    }

    public static IEnumerable<Finding> Https(DesiredState desired, ObservedState observed)
    {
        if (observed.Config is not ConfigFile.Readable config)
        {
            yield break;
        }

        foreach (var remark in config.Remarks)
        {
            yield return Finding.Warning(Reason.ConfigKeyMisplaced, $"{config.Path}:{remark.Line}:{remark.Column}: {remark.Message}");
        }

        if (config.Effective.Https == desired.Https)
        {
            switch (OpenTsdb(config.Text, desired))
            {
                case ConfigEdit.Refused odd:
                    yield return Finding.Warning(Reason.ConfigKeyMisplaced, $"{config.Path}:{odd.Line}:{odd.Column}: {odd.Message}");
                    break;
                case ConfigEdit.Changed:
                    yield return Finding.Repairable(Reason.ConfigDiffers, $"[[opentsdb]] in {config.Path} does not use TLS with {desired.OpenTsdbCertificate}");
                    break;
            }

            yield break;
        }

        var edited = config.InFile with { Https = desired.Https };
        var effect = EnvironmentOverrides.Apply(edited, observed.Unit.Environment).Https;
        if (effect != desired.Https)
        {
            yield return Finding.Blocking(Reason.EnvironmentOverride, Severity.Error,
                $"{string.Join(" and ", config.Overrides)} in the environment of {observed.Unit.Name} overrides {config.Path}, so editing the file has no effect; remove {(config.Overrides.Length == 1 ? "it" : "them")} from the unit, its drop-ins or its EnvironmentFile");
            yield break;
        }

        yield return HttpsEditor.Apply(config.Text, desired.Https) is ConfigEdit.Refused refused
            ? Finding.Blocking(Reason.ConfigUnreadable, Severity.Error, $"{config.Path}:{refused.Line}:{refused.Column}: {refused.Message}")
            : Finding.Repairable(Reason.ConfigDiffers, $"{config.Path} does not turn HTTPS on with {desired.Https.Certificate} and {desired.Https.PrivateKey}");
    }

    /// <summary>The text that says all that is wanted; null when it does already, or can't be made to.</summary>
    internal static string? Edit(ConfigFile.Readable config, DesiredState desired)
    {
        var https = HttpsEditor.Apply(config.Text, desired.Https) is ConfigEdit.Changed changed ? changed.Text : config.Text;
        var all = OpenTsdb(https, desired) is ConfigEdit.Changed more ? more.Text : https;
        return all == config.Text ? null : all;
    }

    static ConfigEdit OpenTsdb(string text, DesiredState desired) =>
        desired.Settings.InfluxDb.OpenTsdbTls ? OpenTsdbEditor.Apply(text, desired.OpenTsdbCertificate) : new ConfigEdit.Unchanged();
}
