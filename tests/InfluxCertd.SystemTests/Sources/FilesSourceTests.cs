namespace InfluxCertd.SystemTests.Sources;

public class FilesSourceTests
{
    const string Settings = """
        source = "files"
        certificate_source = "/etc/tool/live/fullchain.pem"
        key_source = "/etc/tool/live/privkey.pem"
        """;

    [Fact]
    public async Task Files_of_another_tool_are_picked_up_without_any_command_and_bad_ones_refused()
    {
        await using var host = await SourceMachine.BootAsync();
        foreach (var form in Enum.GetValues<Form>())
        {
            await PutAsLinksAsync(host, 1);
            await host.InstallFreshAsync(form, Settings);
            await host.ServedAsync("/root/corp/root.crt");
            await host.ServedAsync();
            await host.NamesAsync(form);

            // As certbot renews: new files in the archive, then the links, one after the other.
            var first = await host.Machine.ServedFingerprintAsync();
            await PutAsLinksAsync(host, 2);
            await host.AnotherIsServedAsync(first);
            await host.ServedAsync("/root/corp/root.crt");
            await RefusesAsync(host);
            SourceTable.Verify("files", form, "taken up", "seen within seconds", "by the CA's root", "by the CA's root", "other key, expired, other names, no chain, open folder");
        }

        await ReplacedAtomicallyAsync(host);
    }

    /// <summary>As certbot lays them out.</summary>
    static Task<string> PutAsLinksAsync(SourceMachine host, int number) => host.Machine.RunAsync($"""
        mkdir -p /etc/tool/archive /etc/tool/live && cd /etc/tool/archive
        bash /root/corporate-ca.sh issue /root/issued DNS:{host.Name}
        install -m 600 /root/issued.key privkey{number}.pem && install -m 644 /root/issued.crt fullchain{number}.pem
        cd ../live
        for name in privkey fullchain; do ln -sfn "../archive/$name"{number}.pem $name.pem; done
        """);

    /// <summary>As acme.sh, Vault agent and configuration management do: a file beside it, renamed over it.</summary>
    static async Task ReplacedAtomicallyAsync(SourceMachine host)
    {
        var before = await host.Machine.ServedFingerprintAsync();
        await host.Machine.RunAsync($"""
            bash /root/corporate-ca.sh issue /root/issued DNS:*.example.org
            cd /etc/tool/live && for name in privkey:key fullchain:crt; do
                cp /root/issued.$(echo $name | cut -d : -f 2) .new && mv .new $(echo $name | cut -d : -f 1).pem
            done
            """);
        await host.AnotherIsServedAsync(before);
        await host.ServedAsync("/root/corp/root.crt");
    }

    static async Task RefusesAsync(SourceMachine host)
    {
        // The daemon looks as well; this is about what a person is told.
        await host.Machine.RunAsync("systemctl stop influxcertd; cp -a /etc/tool /root/good");
        foreach (var (change, sentence) in new[]
        {
            ("openssl ecparam -name prime256v1 -genkey -noout -out live/privkey.pem", "does not belong to the certificate"),
            ($"bash /root/corporate-ca.sh issue /root/bad DNS:{host.Name} -1; cp /root/bad.crt live/fullchain.pem; cp /root/bad.key live/privkey.pem", "expired"),
            ("bash /root/corporate-ca.sh issue /root/bad DNS:elsewhere.example.net; cp /root/bad.crt live/fullchain.pem; cp /root/bad.key live/privkey.pem", "cover"),
            ("openssl x509 -in live/fullchain.pem -out /root/leaf && cp /root/leaf live/fullchain.pem", "intermediate"),
            ("chmod o+w live", "everyone may put files into"),
        })
        {
            await host.Machine.RunAsync($"cd /etc/tool && {change}");
            await host.RefusesAsync(sentence);
            await host.Machine.RunAsync("rm -rf /etc/tool && cp -a /root/good /etc/tool");
        }

        await host.Machine.RunAsync("rm -rf /root/good; influxcertd plan; systemctl start influxcertd");
    }
}
