namespace InfluxCertd.Core.Configuration;

/// <summary>Who signs the certificate.</summary>
public enum CertificateSource
{
    /// <summary>Its own key.</summary>
    SelfSigned,

    /// <summary>A root that this host keeps, which clients trust once.</summary>
    PrivateCa,

    /// <summary>Someone else, who puts the files on this host.</summary>
    Files,

    /// <summary>A CA to which a person carries the signing request.</summary>
    Csr,

    /// <summary>A CA that is asked by RFC 8555, through lego.</summary>
    Acme,
}
