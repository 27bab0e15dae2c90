using System.Collections.Immutable;
using InfluxCertd.Core.Certificates.Material;

namespace InfluxCertd.Issuing;

/// <summary>What came of looking at a certificate from elsewhere.</summary>
/// <param name="Folders">On this disk: a change in one of them is a reason to look again.</param>
abstract record Intake(ImmutableArray<string> Folders)
{
    /// <summary>Fit to be installed.</summary>
    public sealed record Accepted(CertificateMaterial Material, ImmutableArray<string> Remarks, ImmutableArray<string> Folders) : Intake(Folders);

    /// <param name="Sentence">The file, what is wrong with it, and what to do.</param>
    public sealed record Refused(string Sentence, ImmutableArray<string> Folders) : Intake(Folders);
}
