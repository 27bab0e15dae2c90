using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>A CA without ACME: the request goes out by hand, and the signed certificate comes back by hand.</summary>
sealed class CsrIssuer(SigningRequestStore store, MaterialIntake intake, HostRoot root) : IIssuer
{
    public Task<IssuedCertificate> IssueAsync(IssuingRequest request, CancellationToken cancellation) =>
        Task.Run(() => Issue(request), cancellation);

    /// <summary>Why no certificate can be installed yet, and what to do.</summary>
    public string Awaiting => $"the signature of a CA is awaited: have {store.RequestPath} signed, and run \"influxcertd import FILE\" with what comes back";

    /// <summary>Takes a signed certificate (and its chain) in, if it fits the pending key and is acceptable.</summary>
    /// <returns>Remarks, a sentence each.</returns>
    /// <exception cref="IssuingException">It is refused; nothing has changed.</exception>
    /// <exception cref="IOException">It can't be read or kept.</exception>
    public IEnumerable<string> Import(string signed, CertificateSettings settings, HostNames host)
    {
        if (FileFacts.Of(root.Map(store.KeyPath)) is null)
        {
            throw new IssuingException("no signing request has been made, so that no certificate can belong to one; run \"influxcertd csr\" first");
        }

        switch (intake.Take(store.Paths with { Certificate = signed }, settings.Names, host))
        {
            case Intake.Accepted accepted:
                using (accepted.Material)
                {
                    // Its root too, where it came along: clients want it.
                    store.Keep([.. accepted.Material.ChainPem(), .. accepted.Material.RootPem()]);
                    return accepted.Remarks;
                }

            case Intake.Refused refused:
                throw new IssuingException(refused.Sentence);
            case var other:
                throw new InvalidOperationException(other.ToString());
        }
    }

    IssuedCertificate Issue(IssuingRequest request)
    {
        if (!store.HasSigned)
        {
            store.Prepare(request.Settings, request.Host);
            throw new IssuingException(Awaiting);
        }

        return intake.TakeOrThrow(store.Paths, request);
    }
}
