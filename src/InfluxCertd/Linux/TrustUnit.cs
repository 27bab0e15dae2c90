namespace InfluxCertd.Linux;

/// <summary>
/// The packaged path unit that calls <c>trust install</c> when the trust bundle changes: the daemon itself may not write to
/// the system's trust store.
/// </summary>
static class TrustUnit
{
    const string Name = "influxcertd-trust.path";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="IOException">systemd refuses.</exception>
    public static async Task EnableAsync(CancellationToken cancellation)
    {
        if (!(await RunAsync(cancellation, "is-enabled", "--quiet")).Succeeded)
        {
            var result = await RunAsync(cancellation, "enable", "--now");
            if (!result.Succeeded)
            {
                throw new IOException($"the trust store is up to date, but will not follow when the root is rotated: {Name} can't be enabled: {result.Message}");
            }
        }
    }

    public static async Task DisableAsync(CancellationToken cancellation)
    {
        if ((await RunAsync(cancellation, "is-enabled", "--quiet")).Succeeded)
        {
            await RunAsync(cancellation, "disable", "--now");
        }
    }

    static Task<ChildResult> RunAsync(CancellationToken cancellation, params string[] verb) =>
        ChildProcess.RunAsync(["systemctl", "--no-pager", "--no-ask-password", .. verb, Name], Patience, cancellation);
}
