using System.Globalization;
using InfluxCertd.Core.Certificates;

namespace InfluxCertd.Configuration.Values;

/// <summary>Where to connect, as "host:port"; an IPv6 address stands in brackets.</summary>
internal static class AddressText
{
    /// <summary>Why nobody can listen there, as a clause; null when one can. Without a host it is every address.</summary>
    public static string? ListenObjection(string address) =>
        Objection(address.StartsWith(':') ? "localhost" + address : address);

    /// <summary>Why nothing can be reached there, as a clause; null when something can.</summary>
    public static string? Objection(string address)
    {
        if (address.Contains("://", StringComparison.Ordinal))
        {
            return "it is a URL; write the host and the port alone, such as \"localhost:8086\"";
        }

        var colon = address.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
        {
            return "write a host and a port from 1 to 65535, such as \"localhost:8086\" or \"[::1]:8086\"";
        }

        var host = address[..colon];
        if (host.StartsWith('[') && host.EndsWith(']') && host.Contains(':'))
        {
            return SubjectNameText.TryNormalize(host[1..^1], out _, out var whyNot) ? null : whyNot;
        }

        if (host.Contains(':'))
        {
            return "an IPv6 address stands in brackets, such as \"[::1]:8086\"";
        }

        return !SubjectNameText.TryNormalize(host, out var name, out var why) ? why
            : name.StartsWith('*') ? "a wildcard is no place to connect to"
            : null;
    }
}
