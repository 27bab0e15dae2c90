using System.Text.Json;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Keeps <see cref="RecordedState"/> across restarts. Losing it costs a repeated alert or an early retry, never a certificate.</summary>
sealed class RecordedStateFile(HostPaths paths)
{
    readonly string _path = Path.Combine(paths.State, "state.json");

    public RecordedState Read()
    {
        try
        {
            return File.Exists(_path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), StateJson.Default.RecordedState) ?? RecordedState.Empty
                : RecordedState.Empty;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return RecordedState.Empty;
        }
    }

    public void Write(RecordedState state)
    {
        if (state != Read())
        {
            DurableFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.RecordedState), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
