namespace InfluxCertd.Core.Clients;

/// <summary>How clients on this host are told to check InfluxDB's certificate.</summary>
public enum ClientVerification
{
    /// <summary>Against the trust bundle.</summary>
    TrustBundle,

    /// <summary>Not at all, as the HTTPS Setup guide has it: encrypted, but to whoever answers.</summary>
    None,
}
