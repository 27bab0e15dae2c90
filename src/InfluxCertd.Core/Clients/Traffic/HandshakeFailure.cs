using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace InfluxCertd.Core.Clients.Traffic;

/// <summary>A TLS handshake that came to nothing, as Go's net/http logs it.</summary>
/// <param name="Reason">In Go's words, such as "remote error: tls: bad certificate".</param>
public sealed partial record HandshakeFailure(string Address, string Reason)
{
    [GeneratedRegex(@"\bhttp: TLS handshake error from (\[(?<address>[^\]]+)\]|(?<address>[^\s:]+)):[0-9]+: (?<reason>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape { get; }

    /// <summary>
    /// Whether the client refused the certificate. The rest is a client that spoke plain HTTP, a port scan, or a connection
    /// that broke.
    /// </summary>
    public bool IsRefusal => Reason.Contains("remote error: tls:", StringComparison.Ordinal) || Reason == RefusalByOpenSsl;

    // OpenSSL 3 sends its alert of TLS 1.3 in a way that Go can't decrypt (measured with curl 7.88 and influxd 1.6.7).
    const string RefusalByOpenSsl = "local error: tls: bad record MAC";

    /// <summary>Whether the client spoke plain HTTP; only newer Go versions say so.</summary>
    public bool IsPlainHttp => Reason.Contains("client sent an HTTP request", StringComparison.OrdinalIgnoreCase)
        || Reason.Contains("first record does not look like a TLS handshake", StringComparison.Ordinal);

    /// <summary>Reads a message of the journal; every other message is not one.</summary>
    public static bool TryParse(string message, [NotNullWhen(true)] out HandshakeFailure? failure)
    {
        failure = Shape.Match(message) is { Success: true } match
            ? new(match.Groups["address"].Value, match.Groups["reason"].Value.Trim())
            : null;
        return failure is not null;
    }
}
