using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>A certificate and the file that it stands in.</summary>
public sealed record SourcedCertificate(X509Certificate2 Certificate, string Path);
