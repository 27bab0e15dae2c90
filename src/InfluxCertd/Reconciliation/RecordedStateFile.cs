using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;
using InfluxCertd.Logging;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Keeps <see cref="RecordedState"/> across restarts. Losing it costs a repeated alert or an early retry, and a person's word that
/// HTTPS be off; never a certificate.
/// </summary>
sealed class RecordedStateFile(HostPaths paths, EventLog log)
{
    readonly string _path = Path.Combine(paths.State, "state.json");

    public RecordedState Read() => SealedFile.Read(_path, StateJson.Default.RecordedState) ?? RecordedState.Empty;

    /// <summary>For what has happened: it has, also where it can't be written down.</summary>
    public void Remember(RecordedState state)
    {
        try
        {
            Write(state);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.Write(EventKind.NeedsAttention, $"The outcome could not be recorded: {FailureText.Of(failure)}");
        }
    }

    public void Write(RecordedState state)
    {
        if (!File.Exists(_path) || !File.ReadAllBytes(_path).AsSpan().SequenceEqual(SealedFile.Seal(state, StateJson.Default.RecordedState)))
        {
            DurableFile.CreateFolder(paths.State, Access.PrivateFolder);
            SealedFile.Write(_path, state, StateJson.Default.RecordedState);
        }
    }
}
