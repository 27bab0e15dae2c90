using InfluxCertd.Core.Clients;

namespace InfluxCertd.Core.Planning.Checks;

/// <summary>Whether the clients of this host connect to InfluxDB as it speaks, or will.</summary>
static class ClientChecks
{
    public static IEnumerable<Finding> Configured(DesiredState desired, ObservedState observed) =>
        ConfigChecks.Foreign(desired, observed).Any()
            ? []
            : from client in observed.Clients
              from file in client.Files
              from finding in Of(client, file, ClientPlan.Refusal(desired, observed, client))
              select finding;

    static IEnumerable<Finding> Of(ObservedClient client, ObservedClientFile file, ClientRefusal? refusal) => file.Reading switch
    {
        ClientReading.Unreadable odd when client.IsEnabled =>
            [Finding.Warning(Reason.ClientUnreadable, $"{file.Path}:{odd.Line}:{odd.Column}: {odd.Message}; the file is left alone")],
        ClientReading.Readable readable => readable.Connections.Select(connection => Of(client, file, connection, refusal)).OfType<Finding>(),
        _ => [],
    };

    static Finding? Of(ObservedClient client, ObservedClientFile file, ClientConnection connection, ClientRefusal? refusal)
    {
        var where = $"{file.Path}:{connection.Line}: {connection.Place}, {connection.Url}";
        return connection switch
        {
            { State: ConnectionState.NeedsPerson } or { State: ConnectionState.AsWanted, Reason: not null } =>
                Finding.Info(Reason.ClientLeftAlone, $"{where}, is left alone: {connection.Reason}"),
            { State: not ConnectionState.Converted } => null,
            _ when !client.IsEnabled =>
                Finding.Info(Reason.ClientLeftAlone, $"{where}, is left alone, as [clients] says {client.Name} = false"),
            _ when refusal is not null =>
                Finding.Warning(Reason.ClientRefused, $"{where}, is not converted, as {refusal.Message}; it is tried again when a file of {client.Name} changes, or by influxcertd apply"),
            _ when file.IsReadOnly =>
                Finding.Warning(Reason.ClientLeftAlone, $"{where}, is not converted, as its folder is read-only here: the daemon is let into one that is new by systemctl restart influxcertd, and into any other by ReadWritePaths= in a drop-in"),
            _ when connection.Url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) =>
                Finding.Repairable(Reason.ClientSpeaksPlainHttp, $"{where}, speaks plain HTTP"),
            _ => Finding.Repairable(Reason.ClientDiffers, $"{where}, does not trust {ClientTarget.UsualTrustBundle}"),
        };
    }
}
