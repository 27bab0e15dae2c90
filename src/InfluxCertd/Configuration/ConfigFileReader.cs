using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace InfluxCertd.Configuration;

/// <summary>Reads a configuration file whole, or says in a sentence why it is not to be read.</summary>
internal static class ConfigFileReader
{
    const int LargestInBytes = 1 << 20;
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryRead(
        string path, uint user, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out ConfigProblem? problem)
    {
        (text, problem) = (null, null);
        try
        {
            var objection = ConfigFileStatus.Of(path) switch
            {
                null => "there is no such file",
                { Kind: ConfigFileKind.Folder } => "this is a folder; the configuration is a file",
                { Kind: ConfigFileKind.Other } => "this is not a regular file",
                var status => ConfigFileTrust.Objection(status, user),
            };
            problem = objection is null ? Decode(path, File.ReadAllBytes(path), out text) : Whole(path, objection);
        }
        catch (UnauthorizedAccessException)
        {
            problem = Whole(path, "the file cannot be read: permission denied");
        }
        catch (IOException e)
        {
            problem = Whole(path, $"the file cannot be read: {e.Message}");
        }

        return problem is null;
    }

    static ConfigProblem? Decode(string path, byte[] bytes, out string? text)
    {
        text = null;
        if (bytes.Length > LargestInBytes)
        {
            return Whole(path, "the file is larger than 1 MiB, so it is no configuration");
        }

        try
        {
            text = StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
            return null;
        }
        catch (DecoderFallbackException e)
        {
            var line = bytes.AsSpan(0, e.Index).Count((byte)'\n') + 1;
            return Whole(path, $"the file is not UTF-8 text: line {line} holds the byte 0x{e.BytesUnknown![0]:X2}; save it as UTF-8");
        }
    }

    static ConfigProblem Whole(string path, string sentence) => new(path, null, null, sentence);
}
