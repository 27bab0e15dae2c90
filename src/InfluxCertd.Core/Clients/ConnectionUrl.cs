using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfluxCertd.Core.Clients;

/// <summary>A URL as a client's configuration has it, of which only the scheme is ever changed.</summary>
public sealed partial class ConnectionUrl
{
    const int HttpPort = 80;
    const int HttpsPort = 443;

    readonly string _authority;
    readonly string _rest;
    readonly bool _hasPort;

    [GeneratedRegex(@"\A(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<authority>(?<user>[^/?#@]*@)?(?<host>\[[^\]/?#]*\]|[^:/?#\[\]@]*))(:(?<port>[0-9]*))?(?<rest>[/?#].*)?\z", RegexOptions.Singleline)]
    private static partial Regex Shape { get; }

    [GeneratedRegex(@"(?<=://[^/?#@:]*:)[^/?#@]*(?=@)|(?<=[?&](p|password|token)=)[^&#]*", RegexOptions.IgnoreCase)]
    private static partial Regex Secret { get; }

    ConnectionUrl(Match match)
    {
        Scheme = match.Groups["scheme"].Value.ToLowerInvariant();
        Host = match.Groups["host"].Value.TrimStart('[').TrimEnd(']').TrimEnd('.').ToLowerInvariant();
        _authority = match.Groups["authority"].Value;
        _rest = match.Groups["rest"].Value;
        _hasPort = match.Groups["port"].Length > 0;
        Port = _hasPort && int.TryParse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
            : Scheme == "https" ? HttpsPort : HttpPort;
    }

    /// <summary>In lower case.</summary>
    public string Scheme { get; }

    /// <summary>In lower case, an IPv6 address without its brackets.</summary>
    public string Host { get; }

    public int Port { get; }

    public bool IsHttp => Scheme is "http" or "https";

    public static bool TryParse(string text, [NotNullWhen(true)] out ConnectionUrl? url)
    {
        var match = Shape.Match(text.Trim());
        url = match.Success ? new ConnectionUrl(match) : null;
        return url is not null;
    }

    /// <summary>The same place by another scheme; a port that only the old scheme implied is written out.</summary>
    public string With(string scheme)
    {
        var port = _hasPort || Port != (scheme == "https" ? HttpsPort : HttpPort) ? $":{Port}" : "";
        return $"{scheme}://{_authority}{port}{_rest}";
    }

    /// <summary>A URL for people's eyes: without the password or token that it may hold.</summary>
    public static string WithoutSecrets(string url) => Secret.Replace(url, "***");
}
