namespace InfluxCertd.Configuration.Values;

/// <summary>What is said about an ACME CA; all of it becomes an argument of lego, so none may look like an option.</summary>
internal static class AcmeText
{
    public static string? DirectoryObjection(string text) =>
        text.StartsWith("http://", StringComparison.Ordinal) ? "an ACME CA is only spoken to by HTTPS (RFC 8555 §6.1)"
        : !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != "https" || url.Host is "" || text.Any(IsBlankOrControl)
            ? "write the URL of the CA's directory, such as \"https://acme-v02.api.letsencrypt.org/directory\""
        : url.UserInfo is not "" ? "a directory's URL has no user or password"
        : null;

    public static string? EmailObjection(string text) =>
        text.StartsWith('-') || text.Any(IsBlankOrControl) || text.Split('@') is not [{ Length: > 0 }, { Length: > 0 }]
            ? "write an address such as \"admin@example.com\""
            : null;

    public static string? ProviderObjection(string text) =>
        text.StartsWith('-') || text.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.'))
            ? "write the provider's code as \"lego dnshelp\" lists it"
            : null;

    static bool IsBlankOrControl(char c) => char.IsWhiteSpace(c) || char.IsControl(c);
}
