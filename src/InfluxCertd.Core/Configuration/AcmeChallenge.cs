namespace InfluxCertd.Core.Configuration;

/// <summary>How control over the names is proven to an ACME CA (RFC 8555 §8).</summary>
public enum AcmeChallenge
{
    Http01,
    Dns01,
}
