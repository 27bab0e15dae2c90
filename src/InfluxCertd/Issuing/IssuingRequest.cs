using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Issuing;

/// <summary>What a certificate is wanted for, and what it follows.</summary>
sealed record IssuingRequest(CertificateSettings Settings, HostNames Host)
{
    /// <summary>The key in use, as PKCS#8 in PEM, which <c>key_reuse</c> keeps; null when there is none.</summary>
    public byte[]? PreviousKeyPem { get; init; }

    /// <summary>The private CA is to sign by a root of its own making now, and to give up those that it has.</summary>
    public bool ReplaceRoot { get; init; }

    /// <summary>The certificate in use; null when there is none.</summary>
    public LeafFacts? PreviousLeaf { get; init; }
}
