using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// Keeps <see cref="RecordedState"/> across restarts. Losing it costs a repeated alert or an early retry, and a person's word that
/// HTTPS be off; never a certificate.
/// </summary>
sealed class RecordedStateFile(HostPaths paths)
{
    readonly string _path = Path.Combine(paths.State, "state.json");

    public RecordedState Read() => SealedFile.Read(_path, StateJson.Default.RecordedState) ?? RecordedState.Empty;

    public void Write(RecordedState state)
    {
        if (state != Read())
        {
            DurableFile.CreateFolder(paths.State, HostPaths.StateMode);
            SealedFile.Write(_path, state, StateJson.Default.RecordedState);
        }
    }
}
