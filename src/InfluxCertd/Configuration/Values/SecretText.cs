using InfluxCertd.Linux;

namespace InfluxCertd.Configuration.Values;

/// <summary>Where a secret is: the path of a file, or the name of a credential that systemd hands to the service.</summary>
internal static class SecretText
{
    const int LongestName = 255;

    /// <summary>Why the text names neither plainly, as a clause; null when it does.</summary>
    public static string? Objection(string text) =>
        !Credentials.IsName(text) ? PathText.Objection(text)
        : text.Length > LongestName || text is "." or ".." || !text.All(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c))
            ? "a path starts with \"/\", and a credential's name has letters, digits and . _ - only"
            : null;
}
