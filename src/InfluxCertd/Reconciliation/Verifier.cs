using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Proves, as a client would find out, that InfluxDB serves one particular leaf.</summary>
sealed class Verifier(IWireProbe wire, IInfluxCli cli, Layout layout)
{
    const string StepName = "verify";

    /// <param name="leaf">The installed one.</param>
    /// <exception cref="StepFailedException">With what was met instead.</exception>
    public async Task VerifyAsync(Endpoint endpoint, LeafFacts leaf, HostNames host, bool withCli, CancellationToken cancellation)
    {
        Expect(await wire.ProbeAsync(endpoint.Host, endpoint.Port, cancellation), endpoint, leaf.FingerprintSha256);
        if (!withCli)
        {
            return;
        }

        // A public CA certifies no loopback address: the name that it does certify is as good, and without one there is nothing to verify.
        var name = new[] { endpoint.Host, host.FullName, host.ShortName }.OfType<string>().FirstOrDefault(leaf.Covers);
        if (await cli.CheckAsync(name ?? endpoint.Host, endpoint.Port, name is null ? null : layout.TrustBundle, cancellation) is InfluxCliOutcome.CertificateRefused refused)
        {
            throw new StepFailedException(StepName, $"the influx command line refuses the certificate: {refused.Line}");
        }
    }

    /// <exception cref="StepFailedException">InfluxDB does not answer in plain HTTP.</exception>
    public async Task ExpectPlainHttpAsync(Endpoint endpoint, CancellationToken cancellation)
    {
        if (await wire.ProbeAsync(endpoint.Host, endpoint.Port, cancellation) is not WireState.PlainHttp)
        {
            throw new StepFailedException(StepName, $"{endpoint} does not answer in plain HTTP");
        }
    }

    /// <exception cref="StepFailedException">The wire shows something else than TLS with this leaf and a live /ping.</exception>
    public static void Expect(WireState state, Endpoint endpoint, string fingerprint)
    {
        switch (state)
        {
            case WireState.Tls tls when tls.LeafFingerprintSha256 != fingerprint:
                throw new StepFailedException(StepName, $"{endpoint} serves another certificate (sha256 {tls.LeafFingerprintSha256}) than the one installed (sha256 {fingerprint})");
            case WireState.Tls tls when !ServedState.IsAlive(tls.PingStatus):
                throw new StepFailedException(StepName, $"{endpoint} serves the installed certificate but answers /ping with {tls.PingStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"} instead of 204");
            case WireState.PlainHttp:
                throw new StepFailedException(StepName, $"{endpoint} still answers in plain HTTP");
            case WireState.Nothing nothing:
                throw new StepFailedException(StepName, $"nothing answers on {endpoint}: {nothing.Reason}");
        }
    }
}
