namespace InfluxCertd.SystemTests.Sources;

public class MoveTests
{
    static readonly Dictionary<string, string> Settings = new()
    {
        ["self-signed"] = "source = \"self-signed\"\nkey = \"ecdsa-p256\"",
        ["private-ca"] = "source = \"private-ca\"\nkey = \"ecdsa-p256\"",
        ["files"] = "source = \"files\"\ncertificate_source = \"/etc/tool/tls.crt\"\nkey_source = \"/etc/tool/tls.key\"",
        ["csr"] = "source = \"csr\"\nkey = \"ecdsa-p256\"",
        ["acme"] = AcmeSourceTests.Settings,
    };

    /// <summary>Each of the twenty moves once: a walk that takes every edge between the five sources.</summary>
    static readonly string[] Walk =
    [
        "self-signed", "private-ca", "self-signed", "files", "self-signed", "csr", "self-signed", "acme",
        "private-ca", "files", "private-ca", "csr", "private-ca", "acme", "files", "csr", "files", "acme", "csr", "acme", "self-signed",
    ];

    /// <summary>To one file for both, from source to source in it, and back to two.</summary>
    static readonly (string Source, Form Form)[] Bundled =
        [("private-ca", Form.Bundle), ("files", Form.Bundle), ("self-signed", Form.Bundle), ("private-ca", Form.Separate)];

    [Fact]
    public async Task Moving_from_any_source_to_any_other_is_a_change_of_the_configuration_and_apply()
    {
        Assert.Equal(20, Walk.Zip(Walk.Skip(1)).Distinct().Count());
        await using var host = await AcmeSourceTests.BootAsync();
        await host.Machine.RunAsync($"mkdir /etc/tool && bash /root/corporate-ca.sh issue /etc/tool/tls DNS:{host.Name}");
        await host.InstallFreshAsync(Form.Separate, Settings[Walk[0]]);
        await host.ServedAsync();
        foreach (var source in Walk.Skip(1))
        {
            await MoveAsync(host, source, Form.Separate);
        }

        foreach (var (source, form) in Bundled)
        {
            await MoveAsync(host, source, form);
            await host.NamesAsync(form);
        }

        // The names of the form that is not used any more are gone.
        await host.Machine.RunAsync("! ls /etc/ssl/influxdb.pem");
    }

    static async Task MoveAsync(SourceMachine host, string source, Form form)
    {
        var before = await host.Machine.ServedFingerprintAsync();
        await host.ConfigureAsync(form, Settings[source]);
        await host.Machine.RunAsync("influxcertd apply");
        if (source == "csr" && await host.Machine.ServedFingerprintAsync() == before)
        {
            // The old one serves until a CA has signed.
            await host.Machine.RunAsync("influxcertd csr >/root/request.csr && bash /root/corporate-ca.sh sign /root/request.csr /root/signed.crt && influxcertd import /root/signed.crt");
        }

        Assert.True(await host.Machine.ServedFingerprintAsync() != before, $"to {source}: the certificate is the same");
        Assert.Equal(source, await host.Machine.RunAsync("cat /etc/ssl/influxcertd/current/source"));
        await host.ServedAsync(source == "acme" ? AcmeSourceTests.Anchors : SourceMachine.TrustBundle);
    }
}
