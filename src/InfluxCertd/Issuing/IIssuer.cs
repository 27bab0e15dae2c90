using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Issuing;

/// <summary>Where certificates come from. One kind of source, one implementation.</summary>
interface IIssuer
{
    /// <summary>Makes or fetches a key and a certificate that covers the names. Writes nothing to the host.</summary>
    /// <exception cref="IssuingException">With one sentence that says why there is no certificate.</exception>
    Task<IssuedCertificate> IssueAsync(CertificateSettings settings, HostNames host, CancellationToken cancellation);
}
