using System.Collections.Immutable;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Planning;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Clients;

/// <summary>This host's InfluxDB as its clients should reach it, from what was seen of it.</summary>
static class ClientTargets
{
    /// <returns>Null where nobody can tell where InfluxDB listens.</returns>
    public static ClientTarget? Of(DesiredState desired, ObservedState observed) =>
        observed.Config is ConfigFile.Readable { Effective: { Enabled: true } http } && Endpoint.Of(desired.Settings.InfluxDb, http) is { } endpoint
            ? new ClientTarget(
                [
                    .. new[] { observed.Host.FullName, observed.Host.ShortName }.OfType<string>(),
                    .. desired.Certificate.Names,
                    .. NetworkTables.Addresses().Select(address => address.ToString()),
                ],
                endpoint.Port,
                CertificateNames(desired, observed))
            {
                Https = observed.Recorded.Disabled is null,
                Verification = desired.Settings.Clients.Verify,
                CertificateFiles = [desired.Certificate.CertificateFile, desired.Https.CertificateFile, desired.OpenTsdbCertificate],
            }
            : null;

    /// <summary>Of the certificate that there is, or is about to be.</summary>
    static ImmutableArray<string> CertificateNames(DesiredState desired, ObservedState observed) => observed switch
    {
        { Source: SourceState.Offered offered } => offered.Leaf.SubjectAlternativeNames,
        { Certificate.Leaf: { } leaf } => leaf.SubjectAlternativeNames,
        _ => observed.Host.SubjectAlternativeNames(desired.Certificate.Names),
    };
}
