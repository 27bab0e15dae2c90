namespace InfluxCertd.Linux;

/// <summary>
/// The packaged path unit that calls <c>trust install</c> when the trust bundle changes: the daemon itself may not write to
/// the system's trust store.
/// </summary>
static class TrustUnit
{
    const string Name = "influxcertd-trust.path";
    const string Service = "influxcertd-trust.service";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="IOException">systemd refuses.</exception>
    public static async Task EnableAsync(CancellationToken cancellation)
    {
        if (!(await RunAsync(cancellation, "is-enabled", "--quiet", Name)).Succeeded)
        {
            var result = await RunAsync(cancellation, "enable", "--now", Name);
            if (!result.Succeeded)
            {
                throw new IOException($"the trust store is up to date, but will not follow when the root is rotated: {Name} can't be enabled: {result.Message}");
            }
        }
    }

    /// <summary>What an earlier change of the trust bundle has started is ended first: until then it may enable the unit again.</summary>
    public static async Task DisableAsync(CancellationToken cancellation)
    {
        await RunAsync(cancellation, "stop", Name, Service);
        if ((await RunAsync(cancellation, "is-enabled", "--quiet", Name)).Succeeded)
        {
            await RunAsync(cancellation, "disable", "--now", Name);
        }
    }

    static Task<ChildResult> RunAsync(CancellationToken cancellation, params string[] arguments) =>
        ChildProcess.RunAsync(["systemctl", "--no-pager", "--no-ask-password", .. arguments], Patience, cancellation);
}
