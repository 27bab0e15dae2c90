using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace InfluxCertd.Tests.Issuing;

/// <summary>pebble, the ACME server for tests, with its DNS server, on ports of its own. For it every name is 127.0.0.1.</summary>
sealed class Pebble : IDisposable
{
    readonly List<Process> _processes = [];
    readonly int _acme = FreePort();
    readonly int _http = FreePort();
    readonly int _dns = FreePort();
    readonly int _control = FreePort();

    public static bool IsInstalled => File.Exists("/usr/bin/pebble") && File.Exists("/usr/bin/lego");

    public string Directory => $"https://localhost:{_acme}/dir";

    public string HttpAddress => $"127.0.0.1:{_http}";

    public string DnsAddress => $"127.0.0.1:{_dns}";

    /// <summary>A program for lego's provider "exec" that sets records in pebble's DNS.</summary>
    public string DnsHook { get; private set; } = "";

    public const string ExternalAccount = "kid-1";
    public const string ExternalKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

    /// <param name="externalAccounts">Whether an account is only registered for who has one elsewhere.</param>
    public static async Task<Pebble> StartAsync(Host host, bool externalAccounts = false)
    {
        var pebble = new Pebble();
        var root = Pki.Issue(Pki.Ca("CN=Pebble Root"), null);
        var server = Pki.Issue(new Wish { Names = ["localhost"] }, root);
        host.Put("/pebble/ca.crt", root.Pem).Put("/pebble/server.crt", server.Pem).Put("/pebble/server.key", server.KeyPem)
            .Put("/pebble/config.json", $$"""
                {"pebble": {"listenAddress": "127.0.0.1:{{pebble._acme}}", "managementListenAddress": "127.0.0.1:{{FreePort()}}",
                 "certificate": "pebble/server.crt", "privateKey": "pebble/server.key", "httpPort": {{pebble._http}}, "tlsPort": {{FreePort()}},
                 "externalAccountBindingRequired": {{(externalAccounts ? "true" : "false")}}, "externalAccountMACKeys": {"{{ExternalAccount}}": "{{ExternalKey}}"} } }
                """)
            .Put("/pebble/dns-hook", System.Text.Encoding.ASCII.GetBytes($$"""
                #!/bin/sh
                action=set-txt; [ "$1" = present ] || action=clear-txt
                exec curl -fsS -d "{\"host\": \"$2\", \"value\": \"$3\"}" "http://127.0.0.1:{{pebble._control}}/$action"
                """), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        pebble.DnsHook = host.OnDisk("/pebble/dns-hook");
        pebble.Start(host, "pebble-challtestsrv", "-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", "",
            "-dns01", pebble.DnsAddress, "-management", $"127.0.0.1:{pebble._control}");
        pebble.Start(host, "pebble", "-config", "pebble/config.json", "-dnsserver", pebble.DnsAddress);
        await WaitAsync(pebble._acme);
        await WaitAsync(pebble._control);
        return pebble;
    }

    /// <summary>Free when asked; nobody else takes it within these moments.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    void Start(Host host, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = host.OnDisk(""),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PEBBLE_VA_NOSLEEP"] = "1", ["PEBBLE_WFE_NONCEREJECT"] = "0" },
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    static async Task WaitAsync(int port)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (i < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
