using InfluxCertd.Commands.Rendering.Snippets;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.Text;

namespace InfluxCertd.Commands.Rendering;

/// <summary>A client that speaks plain HTTP before the first switch.</summary>
/// <param name="UserAgent">Empty for one that gives none, or is only connected.</param>
/// <param name="Program">As <c>influxcertd clients</c> calls it; null for one that it does not know.</param>
/// <param name="Converted">Whether it is on this host and follows by itself.</param>
/// <param name="Settings">What a person has to write, where it does not.</param>
sealed record PlainClientReport(
    string Address, string UserAgent, string? User, string? Database, DateTimeOffset LastSeen, string? Program, bool Converted, string? Settings)
{
    /// <summary>Where a client elsewhere is to have its copy of the trust bundle.</summary>
    const string CopiedTrust = "/etc/ssl/influxdb.pem";

    public static PlainClientReport Of(ClientOutlook outlook, SnippetValues values) => new(
        outlook.Client.Address,
        outlook.Client.UserAgent,
        outlook.Client.User, outlook.Client.Database, outlook.Client.LastSeen, outlook.Program, outlook.IsConverted,
        outlook.IsConverted ? null : outlook.IsHere ? SettingsOf(outlook, values)
            : $"ssh {values.Host} influxcertd clients --trust-anchor | sudo tee {CopiedTrust}\n{SettingsOf(outlook, values with { TrustFile = CopiedTrust })}");

    /// <summary>Whoever needs the same settings stands together.</summary>
    public static IEnumerable<string> Render(IReadOnlyCollection<PlainClientReport> clients)
    {
        var width = clients.Max(client => client.Name.Length);
        foreach (var group in clients.GroupBy(client => client.Settings))
        {
            foreach (var client in group)
            {
                yield return $"  {client.Name.PadRight(width)}  {client.What}";
            }

            foreach (var line in group.Key?.Split('\n') ?? [])
            {
                yield return line.Length > 0 ? "      " + line : "";
            }
        }
    }

    string Name => SeenClient.NameOf(Address, UserAgent);

    string What => string.Concat(
        Converted ? "is converted" : "needs a person",
        User is null ? "" : $", user {User}", Database is null ? "" : $", database {Database}", $", last seen {UtcText.Minute(LastSeen)}");

    static string SettingsOf(ClientOutlook outlook, SnippetValues values) =>
        outlook.Program is { } program && ClientSnippets.Find(program) is { } snippet ? snippet.Text(values)
            : $"write {values.Url} in place of http://…:{values.Port}, and trust the certificates in {values.TrustFile}";
}
