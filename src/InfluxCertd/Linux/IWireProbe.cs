namespace InfluxCertd.Linux;

/// <summary>Asks what a client meets on an address; a seam, so that tests need no server.</summary>
interface IWireProbe
{
    Task<WireState> ProbeAsync(string host, int port, CancellationToken cancellation);
}
