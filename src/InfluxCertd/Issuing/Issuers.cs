using InfluxCertd.Core.Configuration;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>All sources of certificates; each request goes to the one that the configuration names.</summary>
sealed class Issuers : IIssuer
{
    readonly SelfSignedIssuer _selfSigned;
    readonly PrivateCaIssuer _privateCa;
    readonly FilesIssuer _files;
    readonly AcmeIssuer _acme;

    /// <param name="state">Where the issuers keep what is theirs, on this disk.</param>
    public Issuers(HostRoot root, string state, TimeProvider time)
    {
        var intake = new MaterialIntake(root, time);
        Ca = new PrivateCa(Path.Combine(state, "ca"), time);
        Requests = new SigningRequestStore(root, Path.Combine(state, "csr"));
        Csr = new CsrIssuer(Requests, intake, root);
        _acme = new AcmeIssuer(root, Path.Combine(state, "acme"), intake);
        Candidates = new CandidateReader(intake, Requests, Csr, _acme);
        _selfSigned = new SelfSignedIssuer(time);
        _privateCa = new PrivateCaIssuer(Ca, time);
        _files = new FilesIssuer(intake);
    }

    public PrivateCa Ca { get; }

    public SigningRequestStore Requests { get; }

    public CsrIssuer Csr { get; }

    public CandidateReader Candidates { get; }

    /// <summary>Asks the source whether to renew before the certificate in use is due.</summary>
    /// <returns>Whether another certificate waits now; null when nobody was asked.</returns>
    public async Task<bool?> AskAsync(IssuingRequest request, CancellationToken cancellation) =>
        request.Settings.Source == CertificateSource.Acme ? await _acme.AskAsync(request, cancellation) : null;

    public Task<IssuedCertificate> IssueAsync(IssuingRequest request, CancellationToken cancellation)
    {
        IIssuer issuer = request.Settings.Source switch
        {
            CertificateSource.SelfSigned => _selfSigned,
            CertificateSource.PrivateCa => _privateCa,
            CertificateSource.Files => _files,
            CertificateSource.Csr => Csr,
            CertificateSource.Acme => _acme,
            var other => throw new InvalidOperationException(other.ToString()),
        };
        return issuer.IssueAsync(request, cancellation);
    }
}
