using InfluxCertd.Core.Configuration;
using InfluxCertd.Issuing;

namespace InfluxCertd.Commands;

/// <summary>Some verbs have a meaning for one source of certificates only.</summary>
static class SourceGuard
{
    /// <exception cref="IssuingException">Another one is configured.</exception>
    public static void Require(Session session, CertificateSource wanted)
    {
        if (session.Desired.Certificate.Source is var source && source != wanted)
        {
            throw new IssuingException(
                $"this is for source = \"{wanted.Name()}\", and \"{source.Name()}\" is configured; set it in [certificate] of {Configuration.SettingsLoader.DefaultPath} first");
        }
    }
}
