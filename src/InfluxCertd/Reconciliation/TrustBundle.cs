using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.Planning;
using InfluxCertd.Issuing;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>What clients should trust, now and next: one file, whose path never changes.</summary>
sealed class TrustBundle(GenerationStore generations, PrivateCa ca)
{
    /// <summary>For the generations that are served and that are to follow.</summary>
    public byte[] Content(DesiredState desired) => Content(desired, []);

    /// <param name="more">Anchors of a certificate that is about to be one of the two.</param>
    public byte[] Content(DesiredState desired, IEnumerable<string> more) => Encoding.ASCII.GetBytes(string.Concat(
        new[] { generations.Current, generations.Next }.OfType<Generation>()
            .SelectMany(generation => AnchorsOf(generation))
            .Concat(Roots(desired))
            .Concat(more)
            .Distinct()));

    /// <summary>Whether a bundle holds a certificate that the file does not: clients that read it once have to read it again.</summary>
    public static bool Gains(string path, byte[] content) =>
        Blocks(Encoding.ASCII.GetString(content)).Except(File.Exists(path) ? Blocks(File.ReadAllText(path)) : []).Any();

    static ImmutableArray<string> AnchorsOf(Generation generation)
    {
        var path = Path.Combine(generation.Path, Layout.AnchorsFile);
        if (!File.Exists(path))
        {
            path = Path.Combine(generation.Path, Layout.CertificateFile);
        }

        return File.Exists(path) ? [.. Blocks(File.ReadAllText(path))] : [];
    }

    /// <summary>Roots that are to sign before long are published too.</summary>
    ImmutableArray<string> Roots(DesiredState desired)
    {
        try
        {
            return desired.Certificate.Source == CertificateSource.PrivateCa ? ca.TrustAnchors() : [];
        }
        catch (IssuingException)
        {
            // Whoever issues tells of it; what is installed has its anchors with it.
            return [];
        }
    }

    static IEnumerable<string> Blocks(string text)
    {
        var start = 0;
        while (PemEncoding.TryFind(text.AsSpan(start), out var block))
        {
            yield return text[(start + block.Location.Start.Value)..(start + block.Location.End.Value)] + "\n";
            start += block.Location.End.Value;
        }
    }
}
