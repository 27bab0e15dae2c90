using System.Formats.Asn1;
using System.Security.Cryptography;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>
/// Makes one certificate with its key out of files in whatever form: PEM, DER or PKCS#12; PKCS#1, SEC1 or PKCS#8, encrypted or
/// not; one file or three; in whatever order.
/// </summary>
public static class MaterialReader
{
    public static MaterialReading Read(MaterialSources sources)
    {
        var opened = new List<SourceContents>();
        try
        {
            var contents = Open(sources.Certificate);
            var keyContents = ReferenceEquals(sources.Key, sources.Certificate) ? contents : Open(sources.Key);
            var chainContents = sources.Chain is null ? null : Open(sources.Chain);
            return Combine(sources, contents, keyContents, chainContents);
        }
        catch (MaterialFaultException fault)
        {
            opened.ForEach(contents => contents.Dispose());
            return new MaterialReading.Refused(Printable.Of(fault.Message));
        }
        catch (Exception failure) when (failure is CryptographicException or AsnContentException)
        {
            // Whole to a first look, but an extension or the key inside is no valid DER.
            opened.ForEach(contents => contents.Dispose());
            return new MaterialReading.Refused(Printable.Of($"{sources.Certificate.Path}: the certificate is damaged inside; copy it again"));
        }

        SourceContents Open(SourceFile file)
        {
            var contents = SourceParser.Parse(file, sources.Passphrase);
            opened.Add(contents);
            return contents;
        }
    }

    static MaterialReading.Readable Combine(
        MaterialSources sources, SourceContents contents, SourceContents keyContents, SourceContents? chainContents)
    {
        var key = TheKey(sources.Key.Path, keyContents);
        var leaf = LeafOf(sources, contents, key);
        var others = contents.Certificates.Concat(chainContents?.Certificates ?? [])
            .Concat(ReferenceEquals(contents, keyContents) ? [] : keyContents.Certificates)
            .Where(other => !other.Certificate.RawData.AsSpan().SequenceEqual(leaf.Certificate.RawData))
            .DistinctBy(other => other.Certificate.Thumbprint).ToList();
        var chain = ChainBuilder.Build(leaf, others, sources.TrustedRoots);
        return new MaterialReading.Readable(
            new CertificateMaterial(leaf, chain, key, sources.Key.Path),
            [.. ChainRemarks.On(contents.Certificates, leaf, others, chain).Select(Printable.Of)]);
    }

    static AsymmetricAlgorithm TheKey(string path, SourceContents contents) => contents.Keys switch
    {
        [] => throw new MaterialFaultException(path, "there is no private key in the file; put it there, or name the file that holds it in \"key_source\""),
        [var only] => only.Key,
        [var first, var second, ..] => throw new MaterialFaultException(path, first.Line is null
            ? "there is more than one private key in the file; leave only the certificate's own in it"
            : $"there is more than one private key in the file, on lines {first.Line} and {second.Line}; leave only the certificate's own in it"),
    };

    static SourcedCertificate LeafOf(MaterialSources sources, SourceContents contents, AsymmetricAlgorithm key)
    {
        var path = sources.Certificate.Path;
        if (contents.Certificates is not [var first, ..])
        {
            throw new MaterialFaultException(path, contents.HasRequest
                ? "this is a certificate signing request, not a certificate; have a CA sign it and provide what comes back"
                : "there is no certificate in the file");
        }

        var publicKey = key.ExportSubjectPublicKeyInfo();
        var leaf = contents.Certificates.Find(certificate =>
            certificate.Certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey));
        return leaf is not null && KeyTrial.Fits(key, leaf.Certificate)
            ? leaf
            : throw new MaterialFaultException(sources.Key.Path, $"the private key does not belong to the certificate \"{first.Certificate.Subject}\" in {path}; provide the two that were made together");
    }
}
