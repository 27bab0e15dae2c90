using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Issuing;

/// <summary>
/// Signs the certificate with its own key, as the guide does, with all that today's clients check; a leaf (not CA) that can itself
/// be the trust anchor.
/// </summary>
sealed class SelfSignedIssuer(TimeProvider time) : IIssuer
{
    public Task<IssuedCertificate> IssueAsync(IssuingRequest request, CancellationToken cancellation) =>
        Task.Run(() => Issue(request), cancellation);

    IssuedCertificate Issue(IssuingRequest request)
    {
        try
        {
            using var key = SigningKey.For(request);
            var (settings, host) = (request.Settings, request.Host);
            var certificate = ServerCertificate.Request(key, ServerCertificate.Subject(host), host.SubjectAlternativeNames(settings.Names));
            certificate.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
                ServerCertificate.AddKeyIdentifier(certificate)));
            var now = time.GetUtcNow();
            using var leaf = certificate.Create(
                certificate.SubjectName, key.Generator(), now - settings.ClockSkew, now + settings.Lifetime, ServerCertificate.SerialNumber());
            var pem = leaf.ExportCertificatePem() + "\n";
            return new IssuedCertificate(LeafFacts.Of(leaf), Encoding.ASCII.GetBytes(pem), key.ToPem(), [pem]);
        }
        catch (CryptographicException failure)
        {
            throw new IssuingException($"the self-signed certificate could not be made: {failure.Message}", failure);
        }
    }
}
