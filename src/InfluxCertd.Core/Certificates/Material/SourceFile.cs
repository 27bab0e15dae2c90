namespace InfluxCertd.Core.Certificates.Material;

/// <summary>A file that a person or a tool provided: the path that sentences name, and its bytes.</summary>
public sealed record SourceFile(string Path, byte[] Content);
