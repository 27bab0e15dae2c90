using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;

namespace InfluxCertd.Reconciliation;

/// <summary>Proves, as a client would find out, that InfluxDB serves one particular leaf.</summary>
sealed class Verifier(IWireProbe wire, IInfluxCli cli)
{
    const string StepName = "verify";

    /// <param name="certificatePath">The installed certificate, the trust anchor that the influx CLI is given.</param>
    /// <exception cref="StepFailedException">With what was met instead.</exception>
    public async Task VerifyAsync(
        Endpoint endpoint, string fingerprint, string certificatePath, bool withCli, CancellationToken cancellation)
    {
        Expect(await wire.ProbeAsync(endpoint.Host, endpoint.Port, cancellation), endpoint, fingerprint);
        if (!withCli)
        {
            return;
        }

        if (await cli.CheckAsync(endpoint.Host, endpoint.Port, certificatePath, cancellation) is InfluxCliOutcome.CertificateRefused refused)
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
