namespace InfluxCertd.SystemTests.Sources;

/// <summary>The recipes of docs/certificates.md, run as they stand there, for tools that Debian has.</summary>
public class RecipeTests
{
    [Fact]
    public async Task What_lego_renews_by_itself_is_served()
    {
        await using var host = await AcmeSourceTests.BootAsync();
        // Without a terminal lego sleeps for minutes, so that not everyone renews at once.
        var (run, renew) = (Command(host, "run"), Command(host, "renew") + " --no-random-sleep");
        await host.Machine.RunAsync(run);
        await host.InstallFreshAsync(Form.Separate, $"""
            source = "files"
            certificate_source = "/etc/lego/certificates/{host.Name}.crt"
            key_source = "/etc/lego/certificates/{host.Name}.key"
            """);
        await host.ServedAsync(AcmeSourceTests.Anchors);
        var first = await host.Machine.ServedFingerprintAsync();
        await host.Machine.RunAsync(renew);
        await host.AnotherIsServedAsync(first);
        await host.ServedAsync(AcmeSourceTests.Anchors);
    }

    /// <summary>A line of the document, for this host and the ACME server of the test.</summary>
    static string Command(SourceMachine host, string verb) => "LEGO_CA_CERTIFICATES=/etc/ssl/pebble.crt " + Machine.ReadDocument("docs/certificates.md").Split('\n')
        .Single(line => line.StartsWith("    lego --path", StringComparison.Ordinal) && line.Contains($" {verb}", StringComparison.Ordinal)).Trim()
        .Replace("db1.example.org", host.Name, StringComparison.Ordinal)
        .Replace("lego --path", "lego --accept-tos --server https://localhost:14000/dir --path", StringComparison.Ordinal);
}
