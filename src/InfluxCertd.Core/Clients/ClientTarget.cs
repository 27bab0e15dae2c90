using System.Collections.Immutable;
using System.Net;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Core.Clients;

/// <summary>The InfluxDB of this host as its clients should reach it.</summary>
/// <param name="Names">The host's names and addresses, loopback's apart, which are always this host's.</param>
/// <param name="Port">The port of InfluxDB's HTTP API.</param>
/// <param name="CertificateNames">What its certificate is valid for; a client that checks it can use no other name.</param>
public sealed record ClientTarget(ImmutableArray<string> Names, int Port, ImmutableArray<string> CertificateNames)
{
    /// <summary>The file of the certificates that clients on this host trust, now and next.</summary>
    public const string UsualTrustBundle = "/etc/ssl/influxcertd/trust.pem";

    /// <summary>Whether it speaks HTTPS; false undoes what was written for it.</summary>
    public bool Https { get; init; } = true;

    public string TrustBundle { get; init; } = UsualTrustBundle;

    public ClientVerification Verification { get; init; }

    /// <summary>Files of the certificate itself: a client that trusts one is left behind by the next renewal.</summary>
    public ImmutableArray<string> CertificateFiles { get; init; } = [];

    /// <summary>Whether a URL leads to this InfluxDB, and not to another one or to another program.</summary>
    public bool IsMeantBy(ConnectionUrl url) => url.Port == Port && (IsLocal(url.Host) || Names.Any(name => SubjectName.Matches(name, url.Host)));

    /// <summary>Whether a client that checks the certificate may use this name.</summary>
    public bool IsCertifiedAs(string host) => CertificateNames.Any(name => SubjectName.Matches(name, host));

    // No host, and the address "any", are dialled as loopback by Linux and by Go alike.
    static bool IsLocal(string host) =>
        host is "" or "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(host, out var address)
            && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
