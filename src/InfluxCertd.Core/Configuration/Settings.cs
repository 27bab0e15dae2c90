namespace InfluxCertd.Core.Configuration;

/// <summary>Everything an operator can decide. <c>new Settings()</c> is what holds when no file says otherwise.</summary>
public sealed record Settings
{
    public CertificateSettings Certificate { get; init; } = new();
    public InfluxDbSettings InfluxDb { get; init; } = new();
    public AlertSettings Alerts { get; init; } = new();
    public DaemonSettings Daemon { get; init; } = new();
    public ClientsSettings Clients { get; init; } = new();
}
