namespace InfluxCertd.Core.Configuration;

/// <summary>The programs that connect to InfluxDB. No key of <c>[clients]</c> is accepted yet.</summary>
public sealed record ClientsSettings;
