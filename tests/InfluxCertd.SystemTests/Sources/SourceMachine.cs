namespace InfluxCertd.SystemTests.Sources;

/// <summary>A machine whose certificates come from one source, first in one form of file, then in the other.</summary>
sealed class SourceMachine : IAsyncDisposable
{
    const string Folder = "tests/InfluxCertd.SystemTests/Sources";

    SourceMachine(Machine machine) => Machine = machine;

    public Machine Machine { get; }

    /// <summary>What clients connect to.</summary>
    public string Name => Machine.Name + ".example.org";

    public const string TrustBundle = "/etc/ssl/influxcertd/trust.pem";

    /// <summary>InfluxDB in plain HTTP, a corporate CA and the checks of a client at hand, and the package not installed yet.</summary>
    public static async Task<SourceMachine> BootAsync()
    {
        var machine = await Machine.BootAsync();
        foreach (var script in new[] { "corporate-ca.sh", "served.sh" })
        {
            await machine.CopyAsync(Path.Combine(Machine.Repository, Folder, script), "/root/" + script);
        }

        return new SourceMachine(machine);
    }

    /// <summary>A first installation: nothing of ours is on the host, and the daemon does the rest.</summary>
    public async Task InstallFreshAsync(Form form, string settings)
    {
        await ConfigureAsync(form, settings);
        await Machine.RunAsync($"""
            if dpkg -s influxcertd >/dev/null 2>&1; then
                influxcertd disable && systemctl stop influxcertd
                rm -rf /etc/ssl/influxcertd /etc/ssl/influxdb* /var/lib/influxcertd/*
                systemctl start influxcertd
            else
                apt-get install -y {Machine.Package}
            fi
            """);
    }

    public Task ConfigureAsync(Form form, string settings) => Machine.RunAsync($"""
        mkdir -p /etc/influxcertd/influxcertd.toml.d
        cat >/etc/influxcertd/influxcertd.toml.d/source.toml <<'T'
        [certificate]
        {(form == Form.Bundle ? "bundle_file = \"/etc/ssl/influxdb.pem\"" : "")}
        {settings}
        T
        """);

    /// <summary>The leaf and its chain on the wire, verified by openssl with the host's name and by influx without -unsafeSsl.</summary>
    public async Task ServedAsync(string anchors = TrustBundle)
    {
        await Machine.EventuallyAsync($"bash /root/served.sh {Name} {anchors}");
        await Machine.RunAsync("influxcertd verify");
        await Machine.RunAsync("influxcertd plan");
    }

    /// <summary>That InfluxDB names the files of this form.</summary>
    public Task NamesAsync(Form form) => Machine.RunAsync(form == Form.Bundle
        ? "test $(influxd config 2>/dev/null | grep -cE '^ *https-(certificate|private-key) = \"/etc/ssl/influxdb.pem\"') = 2"
        : "influxd config 2>/dev/null | grep -q 'https-private-key = \"/etc/ssl/influxdb-selfsigned.key\"'");

    /// <summary>A verb that fails with a sentence, and leaves InfluxDB as it is.</summary>
    public async Task RefusesAsync(string sentence, string command = "influxcertd apply")
    {
        const string State = "systemctl show -P MainPID influxdb; readlink /etc/ssl/influxcertd/current; sha256sum /etc/influxdb/influxdb.conf";
        var before = await Machine.RunAsync(State);
        var run = await Machine.TryAsync(command);
        Assert.True(run.ExitCode == 1, $"{command}: exit {run.ExitCode}\n{run.Output}\n{run.Error}");
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await Machine.RunAsync(State));
    }

    public async Task AnotherIsServedAsync(string fingerprint, TimeSpan? patience = null) =>
        await Machine.EventuallyAsync($"test $(openssl s_client -connect localhost:8086 </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 | cut -d = -f 2 | tr -d : | tr A-F a-f) != {fingerprint}", patience);

    /// <summary>A client with a copy of the trust bundle as it is now, which connects again and again.</summary>
    public Task StartClientAsync() => Machine.RunAsync($$"""
        cp {{TrustBundle}} /root/pinned.pem; rm -f /root/enough /root/codes
        cat >/root/client.sh <<'S'
        until [ -e /root/enough ]; do
            # What can't connect while InfluxDB restarts (7, 35, 52, 56) is no matter of trust.
            curl -sf -m 5 --cacert /root/pinned.pem https://localhost:8086/ping; code=$?
            echo $code >>/root/codes
            sleep 0.05
        done
        S
        systemd-run -q --unit client bash /root/client.sh
        """);

    /// <summary>It connects still, and has refused no certificate.</summary>
    public async Task EndClientAsync()
    {
        await Machine.RunAsync("sleep 1; touch /root/enough; while systemctl is-active -q client; do sleep 0.1; done");
        await Machine.RunAsync("curl -sf --cacert /root/pinned.pem https://localhost:8086/ping");
        Assert.DoesNotContain("60", (await Machine.RunAsync("sort -u /root/codes")).Split('\n'));
    }

    public ValueTask DisposeAsync() => Machine.DisposeAsync();
}

/// <summary>The forms of the guide: certificate and key apart, or one .pem that both options name.</summary>
enum Form
{
    Separate,
    Bundle,
}
