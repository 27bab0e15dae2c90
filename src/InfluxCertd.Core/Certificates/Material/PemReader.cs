using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace InfluxCertd.Core.Certificates.Material;

/// <summary>
/// Finds the blocks of a PEM file. What stands between them is left unread, as RFC 7468 §2 asks: certificates are often
/// shipped with their text before each block. Works on bytes, so that no private key becomes a string.
/// </summary>
static class PemReader
{
    const int LongestLabel = 64;

    public static bool LooksLikePem(ReadOnlySpan<byte> content) => content.IndexOf("-----BEGIN "u8) >= 0;

    /// <exception cref="MaterialFaultException">A block is cut off or damaged.</exception>
    public static List<PemBlock> Read(string path, ReadOnlySpan<byte> content)
    {
        var blocks = new List<PemBlock>();
        for (var at = 0; content[at..].IndexOf("-----BEGIN "u8) is >= 0 and var found;)
        {
            var begin = at + found;
            var line = 1 + content[..begin].Count((byte)'\n');
            var labelStart = begin + "-----BEGIN ".Length;
            var labelLength = content[labelStart..].IndexOf("-----"u8);
            if (labelLength is < 1 or > LongestLabel || content.Slice(labelStart, labelLength).ContainsAny((byte)'\n', (byte)'\r'))
            {
                throw new MaterialFaultException(path, $"the BEGIN line on line {line} is damaged");
            }

            var label = Encoding.Latin1.GetString(content.Slice(labelStart, labelLength));
            var bodyStart = labelStart + labelLength + "-----".Length;
            var bodyLength = content[bodyStart..].IndexOf(Encoding.Latin1.GetBytes($"-----END {label}-----"));
            var nextBegin = content[bodyStart..].IndexOf("-----BEGIN "u8);
            if (bodyLength < 0 || (nextBegin >= 0 && nextBegin < bodyLength))
            {
                throw new MaterialFaultException(path, $"the {label} that begins on line {line} has no end, so the file is cut off; copy it again");
            }

            blocks.Add(Decode(path, label, line, content.Slice(bodyStart, bodyLength)));
            at = bodyStart + bodyLength;
        }

        return blocks;
    }

    static PemBlock Decode(string path, string label, int line, ReadOnlySpan<byte> body)
    {
        // Headers of RFC 1421 end at an empty line; Base64 has no colon.
        var encrypted = false;
        if (body.LastIndexOf((byte)':') is >= 0 and var colon)
        {
            encrypted = body.IndexOf("ENCRYPTED"u8) >= 0;
            var endOfHeaders = body[colon..].IndexOf((byte)'\n');
            body = endOfHeaders < 0 ? [] : body[(colon + endOfHeaders)..];
        }

        var der = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        var status = Base64.DecodeFromUtf8(body, der, out _, out var written);
        if (status != OperationStatus.Done || written == 0)
        {
            throw new MaterialFaultException(path, $"the {label} that begins on line {line} is not Base64, so the file is damaged; copy it again");
        }

        return new PemBlock(label, line, der[..written], encrypted);
    }
}
