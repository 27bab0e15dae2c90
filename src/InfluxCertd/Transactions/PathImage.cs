using System.Security.Cryptography;
using System.Text.Json.Serialization;
using InfluxCertd.Linux;

namespace InfluxCertd.Transactions;

/// <summary>What stands at a path, closely enough to tell later whether it is still that.</summary>
/// <param name="Target">For a link, where it leads, as written in it.</param>
/// <param name="Sha256">Of a file's content.</param>
/// <param name="Mode">A file's permission bits.</param>
sealed record PathImage(PathKind Kind, string? Target = null, string? Sha256 = null, uint? Uid = null, uint? Gid = null, int? Mode = null)
{
    public static PathImage Missing { get; } = new(PathKind.Missing);

    /// <exception cref="IOException">What stands there is neither a file nor a link, or can't be read.</exception>
    public static PathImage Of(string path)
    {
        if (FileFacts.Of(path) is not { } facts)
        {
            return Missing;
        }

        if (FileFacts.ReadLink(path) is { } target)
        {
            return Link(target);
        }

        return facts.IsRegularFile
            ? File(System.IO.File.ReadAllBytes(path), facts.Uid, facts.Gid, facts.Mode)
            : throw new IOException($"{path} is neither a file nor a link, so it is left alone");
    }

    public static PathImage Link(string target) => new(PathKind.Link, target);

    public static PathImage File(byte[] content, uint uid, uint gid, UnixFileMode mode) =>
        new(PathKind.File, Sha256: Hash(content), Uid: uid, Gid: gid, Mode: (int)mode);

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

[JsonConverter(typeof(JsonStringEnumConverter<PathKind>))]
enum PathKind
{
    [JsonStringEnumMemberName("missing")]
    Missing,

    [JsonStringEnumMemberName("link")]
    Link,

    [JsonStringEnumMemberName("file")]
    File,
}
