using InfluxCertd.Linux;

namespace InfluxCertd.Transactions;

/// <summary>The file of the open intent: at most one, root only.</summary>
sealed class IntentFile(string path)
{
    public string Path { get; } = path;

    public bool Exists => File.Exists(Path);

    public void Write(Intent intent) => SealedFile.Write(Path, intent, IntentJson.Default.Intent);

    public void Delete() => DurableFile.Delete(Path);

    /// <summary>Null when there is none.</summary>
    /// <exception cref="StateDamagedException">It is there and can't be believed: nothing is restored from it.</exception>
    public Intent? Read()
    {
        if (!Exists)
        {
            return null;
        }

        var intent = SealedFile.Read(Path, IntentJson.Default.Intent)
            ?? throw new StateDamagedException($"{Path} is damaged: it is not what was written");
        return intent.Version == Intent.CurrentVersion
            ? intent
            : throw new StateDamagedException($"{Path} has format version {intent.Version} and this influxcertd reads {Intent.CurrentVersion}");
    }
}

/// <summary>A file of ours can't be read back; the message is a sentence that names it.</summary>
sealed class StateDamagedException(string message) : Exception(message);
