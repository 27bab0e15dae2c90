using System.Net;
using InfluxCertd.Clients;
using InfluxCertd.Configuration;
using InfluxCertd.Core.Clients;
using InfluxCertd.Core.Configuration;
using InfluxCertd.Core.InfluxDb;
using InfluxCertd.Linux;
using InfluxCertd.Reconciliation;

namespace InfluxCertd.Tests.Clients;

public sealed class ClientObserverTests : IDisposable
{
    static readonly ClientTarget Target = new([], 8086, ["localhost"]);

    readonly string _root = Directory.CreateTempSubdirectory("influxcertd-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_host_without_clients_has_none() => Assert.Empty(await ObserveAsync());

    [Fact]
    public async Task Every_file_of_a_program_is_read_and_nothing_else()
    {
        Write("/etc/telegraf/telegraf.conf", "[agent]\n");
        Write("/etc/telegraf/telegraf.d/20-b.conf", "[[outputs.influxdb]]\n  urls = [\"http://localhost:8086\"]\n");
        Write("/etc/telegraf/telegraf.d/10-a.conf", "[[outputs.influxdb]\n");
        Write("/etc/telegraf/telegraf.d/10-a.conf.bak", "[[outputs.influxdb]]\n");
        var telegraf = Assert.Single(await ObserveAsync());
        Assert.Equal(("telegraf", UnitActivity.Offline, true, true), (telegraf.Name, telegraf.Activity, telegraf.IsEnabled, telegraf.GoesOn));
        Assert.Equal(
            [("/etc/telegraf/telegraf.conf", false), ("/etc/telegraf/telegraf.d/10-a.conf", false), ("/etc/telegraf/telegraf.d/20-b.conf", true)],
            telegraf.Files.Select(file => (file.Path, file.NewText is not null)));
        Assert.IsType<ClientReading.Unreadable>(telegraf.Files[1].Reading);
    }

    [Fact]
    public async Task A_program_that_is_switched_off_is_told_but_does_not_go_on()
    {
        Write("/etc/prometheus/prometheus.yml", "remote_write:\n  - url: http://localhost:8086/api/v1/prom/write?db=p\n");
        var prometheus = Assert.Single(await ObserveAsync(new ClientsSettings { Prometheus = false }));
        Assert.Equal((false, false), (prometheus.IsEnabled, prometheus.GoesOn));
    }

    [Fact]
    public async Task Links_lead_to_files_within_the_root_and_bytes_that_are_no_text_are_told()
    {
        Write("/srv/grafana/ds.yaml", "datasources: []\n");
        Directory.CreateDirectory(_root + "/etc/grafana/provisioning");
        File.CreateSymbolicLink(_root + "/etc/grafana/provisioning/datasources", "/srv/grafana");
        Directory.CreateDirectory(_root + "/etc/default");
        File.WriteAllBytes(_root + "/etc/default/chronograf", [0xFF, 0xFE]);
        var found = await ObserveAsync();
        Assert.Equal(["chronograf", "grafana"], found.Select(client => client.Name));
        Assert.IsType<ClientReading.Unreadable>(Assert.Single(found[0].Files).Reading);
    }

    [Fact]
    public void Every_program_has_its_key_in_the_configuration() =>
        Assert.All(ClientProgram.All, program => Assert.NotNull(SettingKeys.Find("clients", program.Name)));

    [Fact]
    public void The_journal_is_read_with_its_times()
    {
        var entry = Assert.NotNull(TrafficJournal.Parse(
            "1795557694.729077 bt1 influxd[69]: 2026/11/24 22:01:34 http: TLS handshake error from [::1]:50864: EOF"));
        Assert.Null(TrafficJournal.Parse("-- No entries --"));
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 22, 1, 34, 729, TimeSpan.Zero).AddMicroseconds(77), entry.At);
        Assert.StartsWith("2026/11/24", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void This_hosts_addresses_are_known() => Assert.Contains(IPAddress.Loopback, NetworkTables.Addresses());

    Task<System.Collections.Immutable.ImmutableArray<ObservedClient>> ObserveAsync(ClientsSettings? settings = null) =>
        new ClientObserver(new HostRoot(_root), new Systemctl(), new EditRecords(new HostPaths(new HostRoot(_root)))).ObserveAsync(Target, settings ?? new(), TestContext.Current.CancellationToken);

    void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root + path)!);
        File.WriteAllText(_root + path, text);
    }
}
