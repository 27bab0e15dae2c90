using InfluxCertd.Core.InfluxDb.Toml;

namespace InfluxCertd.Core.InfluxDb;

/// <summary>
/// Writes the three settings of HTTPS into the text of an influxdb.conf. Whatever is not their values, or a new line for
/// them, stays as it was, byte for byte.
/// </summary>
public static class HttpsEditor
{
    /// <summary>
    /// The edit that makes the file say what is wanted. A setting that has the wanted value already, or by default, is not touched.
    /// </summary>
    public static ConfigEdit Apply(string text, HttpsSettings wanted)
    {
        try
        {
            var before = ConfigDocument.Parse(text);
            var current = InfluxDbConfig.Section(before.Http).Https;
            var after = before;
            if (current.Enabled != wanted.Enabled)
            {
                after = Set(after, SettingName.HttpsEnabled, Literal.Of(wanted.Enabled));
            }

            if (wanted.Certificate is { } certificate && current.Certificate != certificate)
            {
                after = Set(after, SettingName.HttpsCertificate, Literal.Of(certificate));
            }

            if (wanted.PrivateKey is { } privateKey && current.PrivateKey != privateKey)
            {
                after = Set(after, SettingName.HttpsPrivateKey, Literal.Of(privateKey));
            }

            return ReferenceEquals(after, before) ? new ConfigEdit.Unchanged() : Checked(before, after, wanted);
        }
        catch (ConfigFaultException fault)
        {
            return new ConfigEdit.Refused(fault.Line, fault.Column, fault.Message);
        }
    }

    static ConfigDocument Set(ConfigDocument document, string name, string literal) => document.With(
        document.Http.Setting(name) is { } line
            ? Splice.Replace(line.Value!, literal)
            : document.Http.Insert(document.Text, name, literal));

    // The last line of defence: whatever the edit did, what it hands out says what is wanted and nothing else anew.
    static ConfigEdit Checked(ConfigDocument before, ConfigDocument after, HttpsSettings wanted)
    {
        var now = InfluxDbConfig.Section(after.Http).Https;
        var asWanted = now.Enabled == wanted.Enabled
            && now.Certificate == (wanted.Certificate ?? now.Certificate)
            && now.PrivateKey == (wanted.PrivateKey ?? now.PrivateKey);
        return asWanted && OtherSettings.Of(before).SequenceEqual(OtherSettings.Of(after))
            ? new ConfigEdit.Changed(after.FullText)
            : new ConfigEdit.Refused(1, 1, $"the settings {string.Join(", ", SettingName.Https)} could not be written here "
                + "without a change to something else, so nothing was changed: set them in [http] by hand");
    }
}
