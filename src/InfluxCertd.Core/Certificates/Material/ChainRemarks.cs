namespace InfluxCertd.Core.Certificates.Material;

/// <summary>What the operator may want to mend in the files, although it does no harm here.</summary>
static class ChainRemarks
{
    public static IEnumerable<string> On(
        List<SourcedCertificate> inFile, SourcedCertificate leaf, IReadOnlyList<SourcedCertificate> others, CertificateChain chain)
    {
        var served = others.Where(chain.Intermediates.Contains);
        if (inFile[0] != leaf || !served.SequenceEqual(chain.Intermediates))
        {
            yield return $"{leaf.Path}: the certificates are out of order; they are served in the right one";
        }

        var unused = others.Count(other => !chain.Intermediates.Contains(other) && other != chain.Root);
        if (unused > 0)
        {
            yield return $"{leaf.Path}: {unused} {(unused == 1 ? "certificate does" : "certificates do")} not belong to the chain, and {(unused == 1 ? "is" : "are")} left out";
        }

        if (chain.MissingIssuer is { } issuer)
        {
            yield return $"{leaf.Path}: the root \"{issuer}\" is not known to this host; clients have to trust it";
        }
    }
}
