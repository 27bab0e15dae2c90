using System.Collections.Immutable;

namespace InfluxCertd.Core.Clients;

/// <summary>What a client's configuration file says of its connections, and what it should say.</summary>
public abstract record ClientReading
{
    ClientReading()
    {
    }

    /// <param name="NewText">The whole text with every convertible connection converted; the same text when there is nothing to do.</param>
    public sealed record Readable(ImmutableArray<ClientConnection> Connections, string NewText) : ClientReading;

    /// <summary>The file can't be read, so it is left alone: one sentence without the file's name, and where, counted from 1.</summary>
    public sealed record Unreadable(int Line, int Column, string Message) : ClientReading;
}
