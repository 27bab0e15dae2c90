namespace InfluxCertd.Core.Clients;

/// <summary>One connection that a client's configuration names.</summary>
/// <param name="Line">Where it stands, counted from 1.</param>
/// <param name="Place">The section or entry, as the program's own documentation calls it.</param>
/// <param name="Url">Without secrets.</param>
/// <param name="Reason">For a state that needs one: a clause.</param>
public sealed record ClientConnection(int Line, int Column, string Place, string Url, ConnectionState State, string? Reason = null)
{
    /// <summary>Whether it leads to this InfluxDB over HTTPS, once the new text is in place.</summary>
    public bool LeadsHere => State is ConnectionState.Converted or ConnectionState.AsWanted;
}
