using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Linux;

/// <summary>
/// Connects like a client, over TLS and then in the clear, and asks for /ping. It looks at the leaf that is served
/// and compares nothing: which leaf it should be is for the caller to say.
/// </summary>
sealed class TlsProbe : IWireProbe
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    static TlsProbe()
    {
        // SslStream builds a chain, and that parses every CA of the system (tens of milliseconds, megabytes for good) though nobody asks
        // for them. Only libc's environment leads it elsewhere; children inherit .NET's copy, which is made here, before.
        _ = Environment.GetEnvironmentVariables();
        _ = Libc.SetEnvironment("SSL_CERT_DIR", "/dev/null", overwrite: 1);
        _ = Libc.SetEnvironment("SSL_CERT_FILE", "/dev/null", overwrite: 1);
    }

    public async Task<WireState> ProbeAsync(string host, int port, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            return await OverTlsAsync(host, port, limit.Token) ?? await InTheClearAsync(host, port, limit.Token);
        }
        catch (SocketException failure)
        {
            return new WireState.Nothing(failure.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "connection refused",
                SocketError.AccessDenied => "the service may not connect there; extend its IPAddressAllow= (docs/operations.md)",
                _ => failure.Message,
            });
        }
        catch (IOException failure)
        {
            return new WireState.Nothing(failure.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WireState.Nothing($"no answer within {Patience.TotalSeconds:F0} s");
        }
    }

    /// <returns>Null when whoever listens there speaks no TLS.</returns>
    static async Task<WireState?> OverTlsAsync(string host, int port, CancellationToken cancellation)
    {
        using var client = await ConnectAsync(host, port, cancellation);
        LeafFacts? leaf = null;
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    // Whom to trust is not asked here, nor is anything fetched.
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    DisableCertificateDownloads = true,
                    RevocationMode = X509RevocationMode.NoCheck,
                },
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    leaf = certificate is X509Certificate2 full ? LeafFacts.Of(full) : null;
                    return leaf is not null;
                },
            }, cancellation);
        }
        catch (Exception failure) when (leaf is null && failure is AuthenticationException or IOException)
        {
            return null;
        }

        if (leaf is null)
        {
            return null;
        }

        try
        {
            var answer = await PingRequest.SendAsync(stream, host, cancellation);
            return new WireState.Tls(leaf, answer?.Status, answer?.Version);
        }
        catch (IOException)
        {
            return new WireState.Tls(leaf, null, null);
        }
    }

    static async Task<WireState> InTheClearAsync(string host, int port, CancellationToken cancellation)
    {
        using var client = await ConnectAsync(host, port, cancellation);
        return await PingRequest.SendAsync(client.GetStream(), host, cancellation) is { } answer
            ? new WireState.PlainHttp(answer.Version)
            : new WireState.Nothing("what listens there speaks neither TLS nor HTTP");
    }

    static async Task<TcpClient> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        // The request follows the end of the handshake at once: held back, it would wait for the server's delayed ACK, 40 ms.
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellation);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
