using System.CommandLine;
using InfluxCertd.Commands.Rendering.Snippets;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Planning;
using InfluxCertd.Core.Text;
using InfluxCertd.Logging;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Commands;

/// <summary><c>clients</c>: what each client program needs now that InfluxDB speaks HTTPS.</summary>
static class ClientsCommand
{
    public static Command Create(CommonOptions options)
    {
        var name = new Argument<string?>("NAME")
        {
            HelpName = "NAME",
            Description = $"One client only: {string.Join(", ", ClientSnippets.All.Select(snippet => snippet.Name))}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(_ => ClientSnippets.All.Select(snippet => new System.CommandLine.Completions.CompletionItem(snippet.Name)));
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var typed }] && ClientSnippets.Find(typed) is null)
            {
                result.AddError(Unknown(typed));
            }
        });
        var trustAnchor = new Option<bool>("--trust-anchor") { Description = "Print the certificates to trust, as PEM, to copy to clients elsewhere" };
        var command = new Command("clients", "Print the settings with which clients connect over HTTPS, ready to paste") { name, trustAnchor };
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Schedule, (session, token) =>
            parsed.GetValue(trustAnchor) ? PrintTrustAnchorAsync(session) : PrintAsync(session, parsed.GetValue(name), token), cancellation));
        return command;
    }

    static string Unknown(string name)
    {
        var names = ClientSnippets.All.Select(snippet => snippet.Name).ToList();
        return Suggestion.Nearest(name, names) is { } near
            ? $"unknown client \"{name}\"; did you mean \"{near}\"?"
            : $"unknown client \"{name}\"; the clients are {string.Join(", ", names)}";
    }

    static async Task<int> PrintAsync(Session session, string? name, CancellationToken cancellation)
    {
        var outlook = await session.Compose(EventLog.Silent).Reconciler.LookAsync(session.Desired, cancellation);
        var values = ValuesOf(outlook, TrustFile(session));
        await Console.Out.WriteAsync(name is not null && ClientSnippets.Find(name) is { } snippet
            ? snippet.Text(values) + "\n"
            : ClientSnippets.Render(values));
        return ExitCode.Fine;
    }

    internal static SnippetValues ValuesOf(Outlook outlook, string trustFile)
    {
        var port = outlook.Observed.Config is ConfigFile.Readable config
            ? Endpoint.Of(outlook.Desired.Settings.InfluxDb, config.Effective)?.Port
            : null;
        return new SnippetValues(
            outlook.Observed.Host.Preferred, port ?? Endpoint.DefaultPort, trustFile, outlook.Observed.Certificate.Leaf?.FingerprintSha256);
    }

    static async Task<int> PrintTrustAnchorAsync(Session session)
    {
        var path = session.Paths.Root.Resolve(TrustFile(session));
        if (!File.Exists(path))
        {
            return await Verb.FailAsync($"there is no certificate yet ({TrustFile(session)}): run influxcertd apply first");
        }

        await Console.Out.WriteAsync(await File.ReadAllTextAsync(path));
        return ExitCode.Fine;
    }

    /// <summary>The trust bundle, or, as long as there is none, the certificate, which is its own trust anchor.</summary>
    static string TrustFile(Session session) =>
        File.Exists(session.Paths.Root.Map(ClientTarget.UsualTrustBundle)) ? ClientTarget.UsualTrustBundle : session.Desired.Certificate.CertificateFile;
}
