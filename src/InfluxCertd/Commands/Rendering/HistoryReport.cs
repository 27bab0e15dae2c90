using System.Collections.Immutable;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;
using InfluxCertd.Linux;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Commands.Rendering;

/// <summary>What <c>history</c> shows; as JSON a stable format (docs/status.md).</summary>
sealed record HistoryReport(int FormatVersion, ImmutableArray<GenerationReport> Generations)
{
    public static HistoryReport Of(GenerationStore generations, DateTimeOffset now)
    {
        var current = generations.Current?.Number;
        return new HistoryReport(
            FormatVersion: 1,
            [.. generations.List().Select(generation => GenerationReport.Of(CertificateObserver.Certificate(generation), generation.Number == current, now))]);
    }

    public string Render() => Generations.IsEmpty
        ? "No certificate has been issued yet.\n"
        : string.Concat(Generations.Select(generation => generation.Render() + "\n"));
}

/// <param name="Problem">Why a generation can't be returned to; absent when it can.</param>
sealed record GenerationReport(
    int Generation, bool Current, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, string? FingerprintSha256, string? KeyAlgorithm, string? Problem)
{
    public static GenerationReport Of(InstalledCertificate certificate, bool current, DateTimeOffset now) => new(
        certificate.Generation!.Value, current, certificate.Leaf?.NotBefore, certificate.Leaf?.NotAfter,
        certificate.Leaf?.FingerprintSha256, certificate.Leaf?.KeyDescription, ProblemOf(certificate, now));

    public string Render() =>
        $"{(Current ? '*' : ' ')} {Generation,6}  "
        + (NotAfter is { } notAfter ? $"{UtcText.Minute(NotBefore!.Value)} to {UtcText.Minute(notAfter)}  {KeyAlgorithm,-10}  sha256 {FingerprintSha256}" : "")
        + (Problem is null ? "" : $"  ({Problem})");

    static string? ProblemOf(InstalledCertificate certificate, DateTimeOffset now) => certificate switch
    {
        { Leaf: null } => certificate.Problem,
        { Leaf: { } leaf } when leaf.NotAfter <= now => $"expired on {UtcText.Minute(leaf.NotAfter)}",
        { Key: KeyMatch.Missing } => "its key is gone",
        { Key: KeyMatch.Damaged or KeyMatch.Differs } => "its key does not belong to it",
        _ => null,
    };
}
