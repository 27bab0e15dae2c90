using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using InfluxCertd.Linux;

namespace InfluxCertd.Tests.Linux;

public sealed class TlsProbeTests : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly X509Certificate2 _certificate;

    public TlsProbeTests()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _certificate = new CertificateRequest("CN=influx", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _listener.Start();
    }

    int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    [Fact]
    public async Task It_sees_the_leaf_and_the_answer_of_whom_nobody_trusts()
    {
        var served = ServeAsync();
        var tls = Assert.IsType<WireState.Tls>(await ProbeAsync());
        await served;
        Assert.Equal(_certificate.GetCertHashString(HashAlgorithmName.SHA256), tls.LeafFingerprintSha256, ignoreCase: true);
        Assert.Equal(204, tls.PingStatus);
        Assert.Equal("1.6.7", tls.Version);
    }

    /// <remarks>An influx or lego that inherited it would trust no public CA.</remarks>
    [Fact]
    public async Task That_it_loads_no_CA_of_the_system_is_nothing_to_its_children()
    {
        var served = ServeAsync();
        await ProbeAsync();
        await served;
        var environment = await ChildProcess.RunAsync(["env"], TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(environment.Succeeded);
        Assert.DoesNotContain("/dev/null", environment.Output, StringComparison.Ordinal);
    }

    Task<WireState> ProbeAsync() => new TlsProbe().ProbeAsync("127.0.0.1", Port, TestContext.Current.CancellationToken);

    async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(_certificate);
        var request = new byte[1024];
        _ = await stream.ReadAsync(request, TestContext.Current.CancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\nX-Influxdb-Version: 1.6.7\r\n\r\n"), TestContext.Current.CancellationToken);
    }
}
