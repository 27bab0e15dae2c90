using System.Net;

namespace InfluxCertd.Core.Certificates;

/// <summary>Compares a subject alternative name with the name that a client asked for.</summary>
public static class SubjectName
{
    /// <summary>
    /// DNS names match without regard to case, a wildcard stands for the whole leftmost label only
    /// (RFC 6125 §6.4.3) and counts only with two labels after it (OpenSSL's X509_check_host), and addresses match by value,
    /// never by a wildcard.
    /// </summary>
    public static bool Matches(string pattern, string name)
    {
        if (IPAddress.TryParse(name, out var address))
        {
            return IPAddress.TryParse(pattern, out var covered) && covered.Equals(address);
        }

        if (string.Equals(pattern, name, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!IsWildcard(pattern) || !pattern[2..].Contains('.'))
        {
            return false;
        }

        var firstDot = name.IndexOf('.', StringComparison.Ordinal);
        return firstDot > 0 && name.AsSpan(firstDot).Equals(pattern.AsSpan(1), StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsWildcard(string pattern) => pattern.StartsWith("*.", StringComparison.Ordinal);
}
