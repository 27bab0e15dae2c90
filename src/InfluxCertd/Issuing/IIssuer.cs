namespace InfluxCertd.Issuing;

/// <summary>Where certificates come from. One kind of source, one implementation.</summary>
interface IIssuer
{
    /// <summary>
    /// Makes or fetches a key and a certificate that covers the names. Writes nothing to the host but the issuer's own state,
    /// such as a CA's root or an account.
    /// </summary>
    /// <exception cref="IssuingException">With one sentence that says why there is no certificate.</exception>
    Task<IssuedCertificate> IssueAsync(IssuingRequest request, CancellationToken cancellation);
}
