using InfluxCertd.Core.Configuration;
using InfluxCertd.Linux;

namespace InfluxCertd.Issuing;

/// <summary>lego(1), the ACME client that Debian ships. Secrets go to it by its environment, never by its arguments.</summary>
static class LegoCommand
{
    /// <summary>From here on lego reads the external account's key from its environment; before, only from its arguments.</summary>
    const string MacKeyVariable = "LEGO_EAB_HMAC";

    /// <summary>DNS may take minutes to spread, and a CA to answer; then something is wrong.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The service's own rules apply to its child, and what they forbid looks like a network that is down.</summary>
    const string Confinement = "; if so for the service only, its unit has still to let lego reach the CA: see /usr/share/doc/influxcertd/acme.conf";

    static readonly TimeSpan HelpPatience = TimeSpan.FromSeconds(10);

    /// <summary>Has the CA sign a request; the result lies in "certificates" below the folder.</summary>
    /// <exception cref="IssuingException">With lego's own words.</exception>
    public static async Task RunAsync(LegoCall call, CancellationToken cancellation)
    {
        var acme = call.Acme;
        var environment = call.Variables.Select(variable => (variable.Key, variable.Value)).ToList();
        if (call.CaFile is not null)
        {
            environment.Add(("LEGO_CA_CERTIFICATES", call.CaFile));
        }

        // Where the CA wants external accounts, lego wants to be told so for one that is registered, too.
        var external = call.Variables.ContainsKey(MacKeyVariable);
        if (external && !IsRegistered(acme, call.Folder))
        {
            await RequireExternalAccountsAsync(acme, call.Folder, cancellation);
        }

        var result = await ChildProcess.RunAsync(
            ["lego", .. Arguments(acme, call.Folder, call.Request), .. external ? ["--eab"] : Array.Empty<string>(), .. Verb(call.Purpose)],
            Patience, cancellation, environment);
        if (result.NotFound)
        {
            throw new IssuingException("lego, by which ACME CAs are asked, is not installed; run \"apt install lego\"");
        }

        if (!result.Succeeded)
        {
            var failure = LegoOutput.Failure(result);
            throw new IssuingException($"{acme.Directory} issued no certificate: {failure}{(LegoOutput.MayBeConfined(failure) ? Confinement : "")}");
        }
    }

    /// <summary>What lego is called with; public by the nature of arguments.</summary>
    public static IEnumerable<string> Arguments(AcmeSettings acme, string folder, string request)
    {
        string[] challenge = acme switch
        {
            { Challenge: AcmeChallenge.Dns01 } =>
            [
                "--dns", acme.DnsProvider!,
                .. acme.DnsResolver is { } resolver ? ["--dns.resolvers", resolver] : Array.Empty<string>(),
                .. acme.DnsPropagationCheck ? Array.Empty<string>() : ["--dns.disable-cp"],
            ],
            { Webroot: { } webroot } => ["--http", "--http.webroot", webroot],
            _ => ["--http", "--http.port", acme.HttpAddress],
        };
        return
        [
            "--accept-tos", "--email", acme.Email!, "--server", acme.Directory, "--path", folder, "--csr", request,
            "--cert.timeout", "120", .. challenge,
        ];
    }

    /// <summary>Of the ends that lego knows: when it is near, and when the CA says so (RFC 9773); how near is near is ours to say, in days.</summary>
    static string[] Verb(LegoPurpose purpose) => purpose switch
    {
        LegoPurpose.Renew => ["renew", "--no-random-sleep", "--days", "36500"],
        LegoPurpose.RenewIfAdvised => ["renew", "--no-random-sleep", "--days", "0"],
        _ => ["run"],
    };

    /// <summary>Whether lego asks for renewal information whenever it renews: 4.35 of Debian's backports does, 4.9.1 of Debian 12 and 13 does not.</summary>
    /// <param name="folder">It makes one before it says a word, and may not anywhere else.</param>
    public static async Task<bool> KnowsRenewalInfoAsync(string folder, CancellationToken cancellation)
    {
        var help = await ChildProcess.RunAsync(["lego", "--path", folder, "renew", "--help"], HelpPatience, cancellation);
        return help.Succeeded && help.Output.Contains("--ari-disable", StringComparison.Ordinal);
    }

    /// <summary>An account that exists needs no more credentials than its own key.</summary>
    public static bool IsRegistered(AcmeSettings acme, string folder) =>
        File.Exists(Path.Combine(folder, "accounts", new Uri(acme.Directory).Authority.Replace(':', '_'), acme.Email!, "account.json"));

    static async Task RequireExternalAccountsAsync(AcmeSettings acme, string folder, CancellationToken cancellation)
    {
        var help = await ChildProcess.RunAsync(["lego", "--help"], HelpPatience, cancellation);
        if (help.Succeeded && !help.Output.Contains(MacKeyVariable, StringComparison.Ordinal))
        {
            throw new IssuingException($"this version of lego takes the key of an external account only as an argument, where every user sees it: install a newer one, or register once yourself with \"lego --path {folder} --server {acme.Directory} --email {acme.Email} --eab --kid ... --hmac ... --accept-tos --csr {folder}/request.csr ... run\"");
        }
    }
}
