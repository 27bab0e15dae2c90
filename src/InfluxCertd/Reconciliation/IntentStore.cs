using System.Text.Json;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>The file of the open intent: at most one, root only.</summary>
static class IntentStore
{
    public static void Write(string path, Intent intent) =>
        DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(intent, StateJson.Default.Intent), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Null when there is none.</summary>
    /// <exception cref="StateDamagedException">It is there and can't be believed: nothing is restored from it.</exception>
    public static Intent? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var intent = JsonSerializer.Deserialize(File.ReadAllBytes(path), StateJson.Default.Intent);
            if (intent is { Version: Intent.CurrentVersion, Files.IsDefault: false })
            {
                return intent;
            }

            throw new StateDamagedException($"{path} has format version {intent?.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"} and this influxcertd reads {Intent.CurrentVersion}");
        }
        catch (JsonException failure)
        {
            throw new StateDamagedException($"{path} is damaged ({failure.Message})", failure);
        }
    }
}

/// <summary>A file of ours can't be read back; the message is a sentence that names it.</summary>
sealed class StateDamagedException(string message, Exception? inner = null) : Exception(message, inner);
