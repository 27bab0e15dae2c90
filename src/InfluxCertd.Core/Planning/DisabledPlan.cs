using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Planning;

/// <summary>The plan while a person wants plain HTTP: put influxdb.conf back as it was, take our names away, and nothing else.</summary>
static class DisabledPlan
{
    public static Plan Decide(DesiredState desired, ObservedState observed, DateTimeOffset since)
    {
        var isOn = observed.Config is ConfigFile.Readable { InFile.Https: { Enabled: true } https } && IsOurs(https, observed, desired);
        var findings = ImmutableArray.Create(isOn
            ? Finding.Repairable(Reason.HttpsDisabled, "HTTPS is to be turned off (influxcertd disable)")
            : Finding.Info(Reason.HttpsDisabled, $"HTTPS has been off since {UtcText.Minute(since)} (influxcertd disable); influxcertd apply turns it on again"));
        ImmutableArray<Step> steps = [.. isOn ? Steps(desired, observed, (ConfigFile.Readable)observed.Config) : [], .. ClientPlan.Undoings(observed, all: isOn)];
        steps = [.. steps.Where(step => step is Step.EditConfig or Step.EditClient), .. steps.Where(step => step is not (Step.EditConfig or Step.EditClient))];
        steps = steps.AddRange(ClientPlan.Activations(observed, steps));
        var signature = Planner.Signature(desired, findings);
        if (!steps.IsEmpty && Planner.HeldBack(desired, observed, signature) is { } held)
        {
            (steps, findings) = ([], findings.Add(held));
        }

        return new Plan(findings, steps, null, observed.Now + desired.Settings.Daemon.CheckInterval)
        {
            Signature = signature,
            Purpose = "disable",
            Https = false,
        };
    }

    /// <summary>HTTPS that somebody set up with a certificate of theirs is not ours to turn off.</summary>
    static bool IsOurs(HttpsSettings https, ObservedState observed, DesiredState desired) =>
        observed.ConfigEdits is not null || https.Certificate == desired.Certificate.CertificateFile;

    static ImmutableArray<Step> Steps(DesiredState desired, ObservedState observed, ConfigFile.Readable config)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (Without(config, observed) is { } text)
        {
            steps.Add(new Step.EditConfig(config.Path, config.Text, text));
        }

        steps.Add(new Step.RemoveNames([.. observed.Files.Where(file => IsOurName(file)).Select(file => file.Path)]));
        if (observed.Unit.IsActive)
        {
            steps.Add(new Step.Activate(Activation.Restart));
            steps.Add(new Step.VerifyPlainHttp());
        }

        return steps.ToImmutable();
    }

    static bool IsOurName(InstalledFile file) =>
        file.Status == InstalledStatus.AsDesired
        && file.Role is InstalledRole.CertificateName or InstalledRole.KeyName or InstalledRole.ObsoleteName;

    /// <summary>As it was, or as others have made it since; where that can't be told any more, only switched off.</summary>
    static string? Without(ConfigFile.Readable config, ObservedState observed)
    {
        var undone = observed.ConfigEdits?.Undone(config.Text);
        return undone is not null && InfluxDbConfig.Read(undone) is InfluxDbConfigReading.Readable { Http.Https.Enabled: false }
            ? undone
            : HttpsEditor.Apply(config.Text, new HttpsSettings(Enabled: false, null, null)) is ConfigEdit.Changed off ? WithoutOpenTsdb(off.Text) : null;
    }

    // The certificate goes, and one file that is missing there stops influxd as a whole.
    static string WithoutOpenTsdb(string text) =>
        text.Contains(DesiredState.UsualBundle, StringComparison.Ordinal) && OpenTsdbEditor.Apply(text, null) is ConfigEdit.Changed off ? off.Text : text;
}
