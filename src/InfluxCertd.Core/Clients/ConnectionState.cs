namespace InfluxCertd.Core.Clients;

/// <summary>How one connection in a client's configuration stands to this InfluxDB.</summary>
public enum ConnectionState
{
    /// <summary>It leads to something else.</summary>
    Elsewhere,

    /// <summary>It needs no change.</summary>
    AsWanted,

    /// <summary>It leads here by a way that has no TLS, such as UDP or a Unix socket, and goes on as before.</summary>
    Unaffected,

    /// <summary>The new text of the file converts it.</summary>
    Converted,

    /// <summary>It may need a change that is better left to a person; the reason says which.</summary>
    NeedsPerson,
}
