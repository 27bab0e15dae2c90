using System.Collections.Immutable;
using System.Text.RegularExpressions;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Core.InfluxDb.Toml;

namespace InfluxCertd.Core.Clients;

/// <summary>
/// Chronograf's environment file, /etc/default/chronograf. Chronograf has no setting of its own for a CA file, but reads
/// SSL_CERT_FILE as every Go program does (crypto/x509), and the system's folder of certificates beside it.
/// </summary>
public sealed partial class ChronografEditor : IClientEditor
{
    const string UrlVariable = "INFLUXDB_URL";
    const string CaVariable = "SSL_CERT_FILE";

    [GeneratedRegex("""^[ \t]*(?<export>export[ \t]+)?(?<name>INFLUXDB_URL|SSL_CERT_FILE)=(?<quote>["']?)(?<value>[^\s"'\\]*)\k<quote>[ \t]*(?=\r?$)""", RegexOptions.Multiline)]
    private static partial Regex Assignment { get; }

    [GeneratedRegex("""^[ \t]*(export[ \t]+)?(INFLUXDB_URL|SSL_CERT_FILE)=""", RegexOptions.Multiline)]
    private static partial Regex AnyAssignment { get; }

    public ClientReading Read(string text, ClientTarget target)
    {
        var assignments = Assignment.Matches(text).ToList();
        if (AnyAssignment.Count(text) != assignments.Count)
        {
            var odd = AnyAssignment.Matches(text).First(match => assignments.All(known => known.Index != match.Index));
            return new ClientReading.Unreadable(LineOf(text, odd.Index), 1, "this assignment has a form that can't be changed for sure: write NAME=value on one line");
        }

        if (assignments.LastOrDefault(found => found.Groups["name"].Value == UrlVariable) is not { } url)
        {
            return new ClientReading.Readable([], text);
        }

        var ca = assignments.LastOrDefault(found => found.Groups["name"].Value == CaVariable);
        var trust = new TrustSettings(ca?.Groups["value"].Value, SkipsVerification: false)
        {
            Obstacle = ca is null ? null : $"{CaVariable} names another file already: add the certificates of {target.TrustBundle} to it",
        };
        // There is no way to have it skip the verification from here.
        var decided = ConnectionPolicy.Decide([url.Groups["value"].Value], trust, target with { Verification = ClientVerification.TrustBundle });
        var decision = decided.Urls[0];
        ImmutableArray<ClientConnection> connections =
        [
            new(LineOf(text, url.Index), 1, UrlVariable, ConnectionUrl.WithoutSecrets(url.Groups["value"].Value), decision.State, decision.Reason),
        ];
        var edited = Splice.ApplyAll(text, Splices(text, url, ca, decision, decided.Trust, target));
        return IsSafe(text, edited)
            ? new ClientReading.Readable(connections, edited)
            : new ClientReading.Unreadable(1, 1, "the connection could not be converted here without a change to something else, so nothing was: convert it by hand");
    }

    static IEnumerable<Splice> Splices(string text, Match url, Match? ca, UrlDecision decision, TrustChange change, ClientTarget target)
    {
        var value = url.Groups["value"];
        if (decision.NewUrl != value.Value)
        {
            yield return new(value.Index, value.Length, decision.NewUrl);
        }

        if (change == TrustChange.TrustBundle)
        {
            yield return Splice.LineAfter(text, url.Index, $"{url.Groups["export"].Value}{CaVariable}={target.TrustBundle}");
        }
        else if (change == TrustChange.Forget)
        {
            yield return new(ca!.Index, FileText.NextLine(text, ca.Index) - ca.Index, "");
        }
    }

    static bool IsSafe(string before, string after)
    {
        static IEnumerable<KeyValuePair<string, string>> Others(string text) =>
            EnvironmentFile.Parse(text).Where(variable => variable.Key is not (UrlVariable or CaVariable)).OrderBy(variable => variable.Key, StringComparer.Ordinal);
        return Others(before).SequenceEqual(Others(after));
    }

    static int LineOf(string text, int offset) => text.AsSpan(0, offset).Count('\n') + 1;
}
