namespace InfluxCertd.Core.Certificates.Material;

/// <summary>One block of a PEM file (RFC 7468), decoded.</summary>
/// <param name="Line">Where it begins, counted from 1.</param>
/// <param name="IsLegacyEncrypted">It has the "Proc-Type: 4,ENCRYPTED" header of RFC 1421, so that its content is ciphertext.</param>
sealed record PemBlock(string Label, int Line, byte[] Der, bool IsLegacyEncrypted);
