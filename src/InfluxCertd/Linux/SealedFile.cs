using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace InfluxCertd.Linux;

/// <summary>
/// A JSON file of ours with its SHA-256 in a last line of its own: one that is damaged, by whatever byte, counts as not there.
/// </summary>
static class SealedFile
{
    const string SealPrefix = "\nsha256:";

    public static void Write<T>(string path, T value, JsonTypeInfo<T> type) => DurableFile.Write(path, Seal(value, type), Access.Private);

    public static byte[] Seal<T>(T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return [.. json, .. Encoding.ASCII.GetBytes($"{SealPrefix}{Convert.ToHexStringLower(SHA256.HashData(json))}\n")];
    }

    /// <summary>Null when there is no such file, or it is not what was written.</summary>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
            var end = bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(SealPrefix));
            var value = end < 0 ? null : JsonSerializer.Deserialize(bytes.AsSpan(0, end), type);
            return value is not null && bytes.AsSpan().SequenceEqual(Seal(value, type)) ? value : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
