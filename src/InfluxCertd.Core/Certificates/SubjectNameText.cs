using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfluxCertd.Core.Certificates;

/// <summary>DNS names and IP addresses as a person writes them, brought to the form that a certificate carries.</summary>
public static class SubjectNameText
{
    const int LongestName = 253;
    const int LongestLabel = 63;
    static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    static readonly IdnMapping Punycode = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Gives an address in its canonical text, or a DNS name in lower case and punycode, with a wildcard at most as the
    /// whole leftmost label; <paramref name="why"/> says in a clause why the text is neither.
    /// </summary>
    public static bool TryNormalize(
        string text, [NotNullWhen(true)] out string? name, [NotNullWhen(false)] out string? why)
    {
        name = null;
        why = Objection(text);
        if (why is not null)
        {
            return false;
        }

        if (text.Contains(':') || LooksLikeIPv4(text))
        {
            name = CanonicalAddress(text);
            why = name is null ? "it is not an IPv4 or IPv6 address" : null;
            return name is not null;
        }

        var wildcard = text.StartsWith("*.", StringComparison.Ordinal);
        why = DnsObjection(wildcard ? text[2..] : text, wildcard, out var ascii);
        name = why is null ? (wildcard ? "*." + ascii : ascii) : null;
        return why is null;
    }

    // What people paste instead of a name.
    static string? Objection(string text) => text switch
    {
        "" => "it is empty",
        _ when text.Contains("://", StringComparison.Ordinal) => "it is a URL; write the host's name alone",
        _ when text.StartsWith('[') => "an IPv6 address stands without brackets here",
        _ when text.Contains('/') => "a name or address has no \"/\"",
        _ when text.Contains('%') => "an address in a certificate has no zone",
        _ when text.Count(c => c == ':') == 1 => "a name in a certificate has no port",
        _ => null,
    };

    static string? CanonicalAddress(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
            ? address.ToString()
            : null;

    static string? DnsObjection(string text, bool wildcard, out string? ascii)
    {
        ascii = null;
        if (text.Contains('*'))
        {
            return "a wildcard is the whole leftmost label, such as \"*.example.com\"";
        }

        if (wildcard && !text.Contains('.'))
        {
            return "clients take a wildcard only with two labels after it, such as \"*.example.com\"";
        }

        if (text.EndsWith('.'))
        {
            return "a name in a certificate has no final dot";
        }

        if (!TryToAscii(text, out ascii))
        {
            return "its letters have no certain punycode; write the \"xn--\" form";
        }

        if (ascii.Length > LongestName)
        {
            return "a name has at most 253 characters";
        }

        return ascii.Split('.').Select(LabelObjection).FirstOrDefault(objection => objection is not null);
    }

    static string? LabelObjection(string label)
    {
        if (label is "")
        {
            return "there is nothing between two dots";
        }

        if (label.Length > LongestLabel)
        {
            return "a label, the part between two dots, has at most 63 characters";
        }

        if (label.StartsWith('-') || label.EndsWith('-'))
        {
            return "a label neither starts nor ends with a hyphen";
        }

        var bad = label.AsSpan().IndexOfAnyExcept(LabelCharacters);
        return bad < 0 ? null : $"a host's name has letters, digits and hyphens, not \"{label[bad]}\"";
    }

    // The framework runs without ICU, so it neither folds nor composes: only letters and digits that are
    // already in their final form are encoded, and nobody gets a certificate for another name than they meant.
    static bool TryToAscii(string text, [NotNullWhen(true)] out string? ascii)
    {
        ascii = text.ToLowerInvariant();
        if (Ascii.IsValid(ascii))
        {
            return true;
        }

        if (ascii.Any(c => c > 127 && char.GetUnicodeCategory(c) is not (UnicodeCategory.LowercaseLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber)))
        {
            return false;
        }

        try
        {
            ascii = string.Join('.', ascii.Split('.').Select(label =>
                Ascii.IsValid(label) ? label : Punycode.GetAscii(label)));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // No top-level domain is all digits: such a text is a mistyped address.
    static bool LooksLikeIPv4(string text) => text.Split('.')[^1] is { Length: > 0 } last && last.All(char.IsAsciiDigit);
}
