using System.Text.RegularExpressions;

namespace InfluxCertd.Core.Clients;

/// <summary>Decides what becomes of connections, whatever the syntax they are written in.</summary>
public static partial class ConnectionPolicy
{
    // $NAME and ${NAME} of Telegraf, Grafana and shells, $__file{…} and $__env{…} of Grafana, @{store:key} of Telegraf.
    [GeneratedRegex(@"\$(\{|\w)|@\{")]
    private static partial Regex Variable { get; }

    /// <summary>The decision on URLs that share their trust settings.</summary>
    public static ConnectionDecision Decide(IReadOnlyList<string> urls, TrustSettings trust, ClientTarget target)
    {
        var first = urls.Select(url => Judge(url, trust, target)).ToList();
        if (!first.Any(url => url.State == ConnectionState.Converted))
        {
            return new([.. first], TrustChange.None);
        }

        var change = target.Https ? Needed(trust, target)
            : trust.CaFile == target.TrustBundle && !first.Any(url => IsSecure(url.NewUrl)) ? TrustChange.Forget : TrustChange.None;
        var obstacle = change is TrustChange.TrustBundle or TrustChange.SkipVerification
            ? trust.Obstacle ?? Neighbour(first)
            : null;
        return obstacle is null
            ? new([.. first], change)
            : new([.. urls.Zip(first, (url, decision) => decision.State == ConnectionState.Converted
                ? new UrlDecision(url, ConnectionState.NeedsPerson, obstacle)
                : decision)], TrustChange.None);
    }

    static UrlDecision Judge(string text, TrustSettings trust, ClientTarget target)
    {
        if (Variable.IsMatch(text))
        {
            return new(text, ConnectionState.NeedsPerson, "the URL holds a variable or a secret: if it leads to this InfluxDB, change its value to https://");
        }

        if (!ConnectionUrl.TryParse(text, out var url))
        {
            return new(text, ConnectionState.NeedsPerson, "this is no URL with a scheme: if it leads to this InfluxDB, write https:// before it");
        }

        if (!url.IsHttp)
        {
            return new(text, ConnectionState.Unaffected, $"{url.Scheme} has no TLS in InfluxDB and goes on as before");
        }

        if (!target.IsMeantBy(url))
        {
            return new(text, ConnectionState.Elsewhere);
        }

        return target.Https ? ToHttps(text, url, trust, target)
            : url.Scheme == "https" ? new(url.With("http"), ConnectionState.Converted)
            : new(text, ConnectionState.AsWanted);
    }

    static UrlDecision ToHttps(string text, ConnectionUrl url, TrustSettings trust, ClientTarget target)
    {
        var verifies = !trust.SkipsVerification && target.Verification == ClientVerification.TrustBundle;
        if (verifies && !target.IsCertifiedAs(url.Host))
        {
            return new(text, ConnectionState.NeedsPerson,
                $"the certificate does not hold the name \"{url.Host}\": add it to names in [certificate], or use a name that it holds here");
        }

        if (url.Scheme == "http")
        {
            return new(url.With("https"), ConnectionState.Converted);
        }

        // Whoever wrote https:// and another CA file knows a chain that this program does not.
        return trust.SkipsVerification || trust.CaFile == target.TrustBundle ? new(text, ConnectionState.AsWanted)
            : trust.CaFile is null || target.CertificateFiles.Contains(trust.CaFile) ? new(text, ConnectionState.Converted)
            : new(text, ConnectionState.AsWanted, $"trusts {trust.CaFile}, not {target.TrustBundle}");
    }

    static TrustChange Needed(TrustSettings trust, ClientTarget target) =>
        trust.SkipsVerification ? TrustChange.None
        : target.Verification == ClientVerification.None ? TrustChange.SkipVerification
        : trust.CaFile == target.TrustBundle ? TrustChange.None
        : TrustChange.TrustBundle;

    // The trust settings hold for all URLs of a group, so that a change for one could break another.
    static string? Neighbour(IEnumerable<UrlDecision> urls) => urls.FirstOrDefault(IsOtherServer) is { } other
        ? $"the settings here also hold for {ConnectionUrl.WithoutSecrets(other.NewUrl)}, which may need other ones: give this InfluxDB an entry of its own"
        : null;

    static bool IsOtherServer(UrlDecision url) => url.State switch
    {
        ConnectionState.Elsewhere => IsSecure(url.NewUrl),
        ConnectionState.NeedsPerson => Variable.IsMatch(url.NewUrl),
        _ => false,
    };

    static bool IsSecure(string url) => ConnectionUrl.TryParse(url, out var parsed) && parsed.Scheme == "https";
}
