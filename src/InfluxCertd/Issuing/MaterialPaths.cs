namespace InfluxCertd.Issuing;

/// <summary>Where certificate, key and chain from elsewhere lie, as paths of the host.</summary>
/// <param name="Key">Null when it stands in the certificate's file.</param>
sealed record MaterialPaths(string Certificate, string? Key, string? Chain, string? Passphrase);
