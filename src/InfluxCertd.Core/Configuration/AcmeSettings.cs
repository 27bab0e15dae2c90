namespace InfluxCertd.Core.Configuration;

/// <summary>The ACME CA and how names are proven to it.</summary>
public sealed record AcmeSettings
{
    public string Directory { get; init; } = "https://acme-v02.api.letsencrypt.org/directory";

    /// <summary>The account's address, by which the CA reaches the operator; null when none is given.</summary>
    public string? Email { get; init; }

    /// <summary>The operator has agreed to the CA's terms of service.</summary>
    public bool AcceptTerms { get; init; }

    public AcmeChallenge Challenge { get; init; } = AcmeChallenge.Http01;

    /// <summary>Where the HTTP-01 challenge is answered, as lego takes it: <c>ADDRESS:PORT</c> or <c>:PORT</c>.</summary>
    public string HttpAddress { get; init; } = ":80";

    /// <summary>The folder of a web server that answers the challenge instead; null for none.</summary>
    public string? Webroot { get; init; }

    /// <summary>lego's name of the DNS provider for DNS-01; null for none.</summary>
    public string? DnsProvider { get; init; }

    /// <summary>Whom to ask for DNS records, as <c>HOST:PORT</c>; null for the system's resolvers.</summary>
    public string? DnsResolver { get; init; }

    /// <summary>Whether the CA is only called once the record is seen at the domain's own name servers.</summary>
    public bool DnsPropagationCheck { get; init; } = true;

    /// <summary>The root by which the CA's own HTTPS is verified; null for the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>A root-only file, or a credential of the service, with what the DNS provider and the account need, as variables; null for none.</summary>
    public string? EnvironmentFile { get; init; }
}
