using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Issuing;

/// <summary>Looks whether there is a certificate from elsewhere to install. Writes nothing, throws nothing, takes milliseconds.</summary>
sealed class CandidateReader(MaterialIntake intake, SigningRequestStore store, CsrIssuer csr, AcmeIssuer acme)
{
    /// <summary>Whether there is a request that a CA could sign.</summary>
    public bool HasRequest => store.HasRequest;

    /// <summary>Null for sources that issue on demand and have nothing waiting.</summary>
    /// <param name="installed">The certificate in use; null when there is none.</param>
    public Candidate? Look(CertificateSettings settings, HostNames host, LeafFacts? installed) => settings switch
    {
        { Source: CertificateSource.Acme } when installed is not null => acme.Waiting(new IssuingRequest(settings, host) { PreviousLeaf = installed }),
        { Source: CertificateSource.Files, SourceCertificateFile: not null } => Look(FilesIssuer.PathsOf(settings), settings, host),
        { Source: CertificateSource.Csr } when !store.HasSigned => new Candidate(null, csr.Awaiting, IsAwaited: true, [], []),
        { Source: CertificateSource.Csr } => Look(store.Paths, settings, host),
        _ => null,
    };

    Candidate Look(MaterialPaths paths, CertificateSettings settings, HostNames host)
    {
        switch (intake.Take(paths, settings.Names, host))
        {
            case Intake.Accepted accepted:
                using (accepted.Material)
                {
                    return new Candidate(accepted.Material.Facts, null, IsAwaited: false, accepted.Remarks, accepted.Folders);
                }

            case Intake.Refused refused:
                return new Candidate(null, refused.Sentence, IsAwaited: false, [], refused.Folders);
            case var other:
                throw new InvalidOperationException(other.ToString());
        }
    }
}
