using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Issuing;

/// <summary>Signs with a root of this host's own, which clients trust once and which outlives every certificate.</summary>
sealed class PrivateCaIssuer(PrivateCa ca, TimeProvider time) : IIssuer
{
    /// <summary>Time enough for every client to be given the next root.</summary>
    static readonly TimeSpan ReplaceRootBefore = TimeSpan.FromDays(365);

    public Task<IssuedCertificate> IssueAsync(IssuingRequest request, CancellationToken cancellation) =>
        Task.Run(() => Issue(request), cancellation);

    IssuedCertificate Issue(IssuingRequest request)
    {
        try
        {
            var names = request.Host.SubjectAlternativeNames(request.Settings.Names);
            if (request.ReplaceRoot)
            {
                return Replace(request, names);
            }

            var root = RootFor(request, names);
            ca.Tidy(request.Settings.Lifetime, request.PreviousLeaf);
            return Sign(request, names, root) with { TrustAnchors = ca.TrustAnchors() };
        }
        catch (CryptographicException failure)
        {
            throw new IssuingException($"the private CA could not issue a certificate: {failure.Message}", failure);
        }
    }

    IssuedCertificate Replace(IssuingRequest request, ImmutableArray<string> names)
    {
        var (root, file) = ca.Replacement(request.Host, names, time.GetUtcNow() - request.Settings.ClockSkew);
        using (root)
        {
            return Sign(request, names, root) with { NewRoot = file };
        }
    }

    CaRoot RootFor(IssuingRequest request, ImmutableArray<string> names)
    {
        var now = time.GetUtcNow();
        if (ca.Signing() is not { } root || !root.Permits(names) || root.NotAfter < now + request.Settings.Lifetime)
        {
            // It can't wait: without it there is no certificate for these names.
            return ca.Add(request.Host, names, now - request.Settings.ClockSkew);
        }

        if (root.NotAfter < now + ReplaceRootBefore && !ca.Roots().Any(other => other.SignsFrom > root.SignsFrom))
        {
            ca.Add(request.Host, names, now + request.Settings.PublishAhead);
        }

        return root;
    }

    IssuedCertificate Sign(IssuingRequest request, ImmutableArray<string> names, CaRoot root)
    {
        using var key = SigningKey.For(request);
        using var rootKey = new SigningKey(root.Key!);
        var certificate = ServerCertificate.Request(key, ServerCertificate.Subject(request.Host), names);
        ServerCertificate.AddKeyIdentifier(certificate);
        certificate.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            root.Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var now = time.GetUtcNow();
        var notBefore = now - request.Settings.ClockSkew;
        using var leaf = certificate.Create(
            root.Certificate.SubjectName, rootKey.Generator(),
            notBefore < root.SignsFrom ? root.SignsFrom : notBefore, now + request.Settings.Lifetime, ServerCertificate.SerialNumber());
        return new IssuedCertificate(LeafFacts.Of(leaf), Encoding.ASCII.GetBytes(leaf.ExportCertificatePem() + "\n"), key.ToPem(), [root.Pem]);
    }
}
