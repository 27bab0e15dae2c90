namespace InfluxCertd.Core.Certificates.Material;

/// <summary>A file that can't be used; never leaves this folder.</summary>
sealed class MaterialFaultException(string path, string clause) : Exception($"{path}: {clause}");
