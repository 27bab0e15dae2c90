namespace InfluxCertd.Core.InfluxDb.Toml;

/// <summary>Why a file can't be read or edited for sure, and where, counted from 1. It never leaves this folder's callers.</summary>
internal sealed class ConfigFaultException(int line, int column, string message) : Exception(message)
{
    public int Line => line;

    public int Column => column;
}
