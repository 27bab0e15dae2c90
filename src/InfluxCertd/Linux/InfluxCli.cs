namespace InfluxCertd.Linux;

/// <summary>What InfluxDB's own command line says of the connection.</summary>
abstract record InfluxCliOutcome
{
    public sealed record NotInstalled : InfluxCliOutcome;

    public sealed record Accepted : InfluxCliOutcome;

    public sealed record CertificateRefused(string Line) : InfluxCliOutcome;

    /// <summary>It failed after or beside TLS: for want of credentials, say. No verdict on the certificate.</summary>
    public sealed record OtherFailure(string Line) : InfluxCliOutcome;
}

/// <summary>The influx command line, where it is installed, as the guide's last step uses it; a seam for tests.</summary>
interface IInfluxCli
{
    /// <param name="trustBundle">The certificates to trust; null to verify nothing.</param>
    Task<InfluxCliOutcome> CheckAsync(string host, int port, string? trustBundle, CancellationToken cancellation);
}

/// <summary>Runs <c>influx -ssl</c> with the trust bundle, and so without the guide's -unsafeSsl.</summary>
sealed class InfluxCli : IInfluxCli
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Words of Go's crypto/x509 and crypto/tls errors.</summary>
    static readonly string[] CertificateErrors = ["x509:", "tls:", "certificate"];

    public async Task<InfluxCliOutcome> CheckAsync(string host, int port, string? trustBundle, CancellationToken cancellation)
    {
        string[] trust = trustBundle is null ? ["-unsafeSsl"] : [];
        var result = await ChildProcess.RunAsync(
            ["influx", "-ssl", "-host", host, "-port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-execute", "SHOW DATABASES", .. trust],
            Patience, cancellation, ("SSL_CERT_FILE", trustBundle ?? ""), ("HOME", "/"));
        if (result.NotFound)
        {
            return new InfluxCliOutcome.NotInstalled();
        }

        if (result.Succeeded)
        {
            return new InfluxCliOutcome.Accepted();
        }

        var line = result.Message;
        return CertificateErrors.Any(word => line.Contains(word, StringComparison.Ordinal))
            ? new InfluxCliOutcome.CertificateRefused(line)
            : new InfluxCliOutcome.OtherFailure(line);
    }
}
