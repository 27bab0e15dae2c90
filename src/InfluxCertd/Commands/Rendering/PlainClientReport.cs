using InfluxCertd.Commands.Rendering.Snippets;
using InfluxCertd.Core.Clients.Traffic;

namespace InfluxCertd.Commands.Rendering;

/// <summary>A client that speaks plain HTTP before the first switch.</summary>
/// <param name="UserAgent">Empty for one that is only connected.</param>
/// <param name="Program">As <c>influxcertd clients</c> calls it; null for one that it does not know.</param>
/// <param name="Converted">Whether it is on this host and follows by itself.</param>
/// <param name="Settings">What a person has to write, where it does not.</param>
sealed record PlainClientReport(
    string Address, string UserAgent, string? User, string? Database, DateTimeOffset LastSeen, string? Program, bool Converted, string? Settings)
{
    public static PlainClientReport Of(ClientOutlook outlook, SnippetValues values) => new(
        outlook.Client.Address, outlook.Client.UserAgent, outlook.Client.User, outlook.Client.Database, outlook.Client.LastSeen, outlook.Program, outlook.IsConverted,
        outlook.IsConverted ? null : outlook.Program is { } program && ClientSnippets.Find(program) is { } snippet ? snippet.Text(values) : $"{values.Url}, trusting {values.TrustFile}");

    public IEnumerable<string> Render()
    {
        var what = string.Concat(User is null ? "" : $", user {User}", Database is null ? "" : $", database {Database}");
        yield return $"  {Address}  {(UserAgent.Length > 0 ? UserAgent : "connected now")}{what}, last seen {StatusLine.Show(LastSeen)}: {(Converted ? "is converted" : "needs a person")}";
        foreach (var line in Settings?.Split('\n') ?? [])
        {
            yield return line.Length > 0 ? "      " + line : "";
        }
    }
}
