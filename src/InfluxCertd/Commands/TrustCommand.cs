using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Planning;
using InfluxCertd.Linux;

namespace InfluxCertd.Commands;

/// <summary><c>trust install</c> and <c>trust remove</c>: whether every program of this host trusts the CA by itself.</summary>
static class TrustCommand
{
    public static Command Create(CommonOptions options) => new("trust", "Have this host's own programs trust the CA, or no longer")
    {
        Install(options),
        Remove(options),
    };

    static Command Install(CommonOptions options)
    {
        var command = new Command("install", "Put the CA's root into the system's trust store, and keep it current there");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person, async (session, token) =>
        {
            RequireHost(session);
            X509Certificate2Collection anchors;
            var changed = false;
            do
            {
                anchors = Anchors();
                if (anchors.Where(anchor => !IsCa(anchor)).Select(anchor => anchor.Subject).FirstOrDefault() is { } subject)
                {
                    return await Verb.FailAsync($"{ClientTarget.UsualTrustBundle}: the certificate of {subject} is no CA's but the server's own, and a trust store is for CAs; have clients name that file, or set source = \"private-ca\"");
                }

                changed |= await SystemTrustStore.ReplaceAsync(anchors, token);
                await TrustUnit.EnableAsync(token);
            }
            while (!anchors.SequenceEqual(Anchors())); // systemd.path(5) sees no change while the service that it started still runs
            await Console.Out.WriteLineAsync(
                $"{(changed ? "This host now trusts" : "This host already trusts")} {string.Join(" and ", anchors.Select(anchor => anchor.GetNameInfo(X509NameType.SimpleName, forIssuer: false)))}.");
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    static Command Remove(CommonOptions options)
    {
        var command = new Command("remove", "Take it out of the system's trust store again");
        command.SetAction((parsed, cancellation) => Verb.RunAsync(parsed, options, Trigger.Person, async (session, token) =>
        {
            RequireHost(session);
            await TrustUnit.DisableAsync(token);
            await Console.Out.WriteLineAsync(await SystemTrustStore.ReplaceAsync([], token)
                ? "This host no longer trusts the CA by itself."
                : "Nothing of InfluxCertd's is in the trust store.");
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    static X509Certificate2Collection Anchors()
    {
        if (!File.Exists(ClientTarget.UsualTrustBundle))
        {
            throw new IOException($"there is no certificate yet ({ClientTarget.UsualTrustBundle}): run influxcertd apply first");
        }

        var anchors = new X509Certificate2Collection();
        try
        {
            anchors.ImportFromPemFile(ClientTarget.UsualTrustBundle);
        }
        catch (CryptographicException)
        {
            throw new IOException($"{ClientTarget.UsualTrustBundle} is damaged; influxcertd apply writes it anew");
        }

        return anchors.Count > 0 ? anchors : throw new IOException(
            $"{ClientTarget.UsualTrustBundle} is empty: the CA's root did not come with the certificate; clients trust it already, or it belongs in \"chain_source\"");
    }

    static bool IsCa(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault() is { CertificateAuthority: true };

    static void RequireHost(Session session)
    {
        if (!session.Paths.Root.IsHost)
        {
            throw new IOException("the trust store of another root directory can't be changed from here: leave out --root");
        }
    }
}
