namespace InfluxCertd.Commands.Rendering.Snippets;

/// <summary>Ready-to-paste settings for one client.</summary>
/// <param name="Name">What is typed after <c>influxcertd clients</c>.</param>
/// <param name="Title">The program or library, and where its settings go.</param>
sealed record ClientSnippet(string Name, string Title, Func<SnippetValues, string> Text);

/// <summary>This host's values in a snippet.</summary>
/// <param name="TrustFile">The certificates to trust; on another host, wherever they were copied to.</param>
/// <param name="FingerprintSha256">Of the certificate in use; null when there is none yet.</param>
sealed record SnippetValues(string Host, int Port, string TrustFile, string? FingerprintSha256)
{
    public string Url => $"https://{Host}:{Port}";
}
