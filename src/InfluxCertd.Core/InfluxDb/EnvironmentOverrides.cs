namespace InfluxCertd.Core.InfluxDb;

/// <summary>influxd lets INFLUXDB_SECTION_KEY override its file, an empty value included in what it ignores (influxdb 1.x toml.ApplyEnvOverrides).</summary>
public static class EnvironmentOverrides
{
    const string HttpEnabled = "INFLUXDB_HTTP_ENABLED";
    const string BindAddress = "INFLUXDB_HTTP_BIND_ADDRESS";
    const string HttpsEnabled = "INFLUXDB_HTTP_HTTPS_ENABLED";
    const string Certificate = "INFLUXDB_HTTP_HTTPS_CERTIFICATE";
    const string PrivateKey = "INFLUXDB_HTTP_HTTPS_PRIVATE_KEY";

    /// <summary>What influxd takes when it starts with this environment.</summary>
    public static HttpSection Apply(HttpSection section, IReadOnlyDictionary<string, string> environment) => new(
        Flag(environment, HttpEnabled) ?? section.Enabled,
        Text(environment, BindAddress) ?? section.BindAddress,
        new HttpsSettings(
            Flag(environment, HttpsEnabled) ?? section.Https.Enabled,
            Text(environment, Certificate) ?? section.Https.Certificate,
            Text(environment, PrivateKey) ?? section.Https.PrivateKey));

    /// <summary>The variables that override one of the HTTPS settings.</summary>
    public static IEnumerable<string> Names(IReadOnlyDictionary<string, string> environment) =>
        new[] { HttpsEnabled, Certificate, PrivateKey }.Where(name => Text(environment, name) is not null);

    static string? Text(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>As Go's strconv.ParseBool.</summary>
    static bool? Flag(IReadOnlyDictionary<string, string> environment, string name) => Text(environment, name) switch
    {
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        _ => null,
    };
}
