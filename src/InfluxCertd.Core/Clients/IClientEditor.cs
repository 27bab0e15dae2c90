namespace InfluxCertd.Core.Clients;

/// <summary>
/// Reads one program's configuration file, and writes the connections to this InfluxDB as they should be. Whatever is not
/// such a connection stays as it was, byte for byte.
/// </summary>
public interface IClientEditor
{
    ClientReading Read(string text, ClientTarget target);
}
