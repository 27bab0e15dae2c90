using System.Net;
using InfluxCertd.Core.Clients.Traffic;

namespace InfluxCertd.Core.Tests.Clients.Traffic;

/// <summary>Lines of real logs; those of influxd 1.6.7 are as Debian's journal has them.</summary>
public class TrafficTests
{
    const string Id = "9c31d178-e852-11f1-8003-000000000000";
    static readonly DateTimeOffset Switched = new(2026, 11, 24, 22, 1, 34, TimeSpan.Zero);

    public static TheoryData<string, string, string?, string, string?, int, string> Requests => new()
    {
        { $"[httpd] 127.0.0.1 - - [24/Nov/2026:22:01:14 +0000] \"GET /ping HTTP/1.1\" 204 0 \"-\" \"curl/7.88.1\" {Id} 20", "127.0.0.1", null, "/ping", null, 204, "curl/7.88.1" },
        { $"[httpd] 127.0.0.1 - bob [24/Nov/2026:22:01:33 +0000] \"POST /query?p=%5BREDACTED%5D&u=bob HTTP/1.1\" 200 33 \"-\" \"curl/7.88.1\" {Id} 9219", "127.0.0.1", "bob", "/query", null, 200, "curl/7.88.1" },
        { $"[httpd] ::1 - joe [24/Nov/2026:22:01:33 +0000] \"POST /write?db=telegraf&precision=s HTTP/1.1\" 204 0 \"-\" \"Telegraf/1.8\" {Id} 20320", "::1", "joe", "/write", "telegraf", 204, "Telegraf/1.8" },
        { $"[httpd] ::1 - - [24/Nov/2026:22:01:33 +0000] \"POST /query?chunked=true&db=&epoch=ns&q=show+databases HTTP/1.1\" 200 118 \"-\" \"InfluxDBShell/1.6.7~rc0\" {Id} 664", "::1", null, "/query", null, 200, "InfluxDBShell/1.6.7~rc0" },
        { $"[httpd] 203.0.113.9,10.0.0.2 - - [24/Nov/2026:22:01:33 +0100] \"POST /write?consistency=&db=my%20metrics&precision=ns&rp= HTTP/1.1\" 204 0 \"-\" \"telegraf\" {Id} 5541", "203.0.113.9", null, "/write", "my metrics", 204, "telegraf" },
        { $"[httpd] 10.0.0.7 - grafana [24/Nov/2026:22:01:33 -0730] \"GET /query?db=site&epoch=ms&q=SELECT+mean%28%22value%22%29 HTTP/2.0\" 401 12 \"https://grafana.example.com/d/1\" \"Grafana/9.5.2 (linux; amd64)\" {Id} 88", "10.0.0.7", "grafana", "/query", "site", 401, "Grafana/9.5.2 (linux; amd64)" },
        { $"[httpd] 10.0.0.8 - - [24/Nov/2026:22:01:33 +0000] \"POST /write?db=x&u=amy HTTP/1.1\" 204 0 \"-\" \"-\" {Id} 1", "10.0.0.8", "amy", "/write", "x", 204, "" },
        { $"127.0.0.1 - - [24/Nov/2026:22:01:14 +0000] \"GET /ping HTTP/1.1\" 204 0 \"-\" \"curl/7.88.1\" {Id} 20", "127.0.0.1", null, "/ping", null, 204, "curl/7.88.1" },
        { $"[httpd] 10.1.1.1 - - [24/Nov/2026:22:01:33 +0000] POST /write?db=t HTTP/1.1 204 0 - Telegraf/0.13 {Id} 4.7ms", "10.1.1.1", null, "/write", "t", 204, "Telegraf/0.13" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_tells_who_asked_for_what(string message, string address, string? user, string path, string? database, int status, string agent)
    {
        Assert.True(RequestLine.TryParse(message, out var line));
        Assert.Equal((address, user, path, database, status, agent), (line.Address, line.User, line.Path, line.Database, line.Status, line.UserAgent));
    }

    [Theory]
    [InlineData("ts=2026-11-24T22:01:33Z lvl=info msg=\"Executing query\" service=query query=\"[httpd] 1.2.3.4 - - [x]\"")]
    [InlineData("[httpd] 127.0.0.1 - - [yesterday] \"GET /ping HTTP/1.1\" 204 0 \"-\" \"curl\" 9c31d178-e852-11f1-8003-000000000000 20")]
    [InlineData("Started influxdb.service - InfluxDB is an open-source, distributed, time series database.")]
    [InlineData("")]
    public void Other_messages_are_no_requests(string message) => Assert.False(RequestLine.TryParse(message, out _));

    [Theory]
    [InlineData("2026/11/24 22:01:34 http: TLS handshake error from [::1]:50864: remote error: tls: bad certificate", "::1", true, false)]
    [InlineData("2026/11/24 22:01:34 http: TLS handshake error from 127.0.0.1:38578: local error: tls: bad record MAC", "127.0.0.1", true, false)]
    [InlineData("http: TLS handshake error from 10.0.0.5:40000: remote error: tls: unknown certificate authority", "10.0.0.5", true, false)]
    [InlineData("http: TLS handshake error from 10.0.0.5:40000: tls: first record does not look like a TLS handshake", "10.0.0.5", false, true)]
    [InlineData("http: TLS handshake error from 10.0.0.5:40000: client sent an HTTP request to an HTTPS server", "10.0.0.5", false, true)]
    [InlineData("http: TLS handshake error from 10.0.0.5:40000: EOF", "10.0.0.5", false, false)]
    public void A_failed_handshake_tells_from_where_and_why(string message, string address, bool refusal, bool plain)
    {
        Assert.True(HandshakeFailure.TryParse(message, out var failure));
        Assert.Equal((address, refusal, plain), (failure.Address, failure.IsRefusal, failure.IsPlainHttp));
    }

    [Fact]
    public void The_socket_tables_tell_who_is_connected()
    {
        const string v4 = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F98 00000000:0000 0A 00000000:00000000 00:00000000 00000000   100        0 867316 1 0 100 0 0 10 0
               1: 0100007F:94B8 0100007F:1F96 06 00000000:00000000 03:00001694 00000000     0        0 0 3 0
               2: 0A0200C0:1F96 0707A8C0:9710 01 00000000:00000000 00:00000000 00000000     0        0 868585 2 0 20 0 0 10 -1
               3: 0A0200C0:1F96 0707A8C0:9711 01 00000000:00000000 00:00000000 00000000     0        0 868585 2 0 20 0 0 10 -1
            """;
        const string v6 = """
              sl  local_address                         remote_address                        st tx_queue rx_queue
               0: 0000000000000000FFFF00000100007F:1F96 0000000000000000FFFF00000100007F:9710 01 00000000:00000000 00:00000000 00000000   100 0 1 1
               1: B80D0120000000000000000010000000:1F96 B80D0120000000000000000020000000:9710 01 00000000:00000000 00:00000000 00000000   100 0 1 1
               2: garbage
            """;
        Assert.Equal([IPAddress.Parse("192.168.7.7")], SocketTable.Peers(v4, 8086));
        Assert.Equal([IPAddress.Loopback, IPAddress.Parse("2001:db8::20")], SocketTable.Peers(v6, 8086));
        Assert.Empty(SocketTable.Peers("", 8086));
    }

    [Fact]
    public void Each_client_is_told_once_with_its_last_request_in_whatever_order_the_log_is_read()
    {
        (DateTimeOffset, string)[] log =
        [
            (Switched, Request("10.0.0.1", "Telegraf/1.8", 1)),
            (Switched, Request("10.0.0.2", "curl/8", 2, "GET /query", 200)),
            (Switched, Request("10.0.0.1", "Telegraf/1.8", 3, status: 401)),
            (Switched, Request("127.0.0.1", "influxcertd/1", 4)),
            (Switched.AddSeconds(5), "http: TLS handshake error from 10.0.0.2:1: remote error: tls: bad certificate"),
            (Switched.AddSeconds(9), "http: TLS handshake error from 10.0.0.2:2: remote error: tls: bad certificate"),
        ];
        foreach (var order in new[] { log, [.. log.Reverse()] })
        {
            var traffic = Read(order);
            Assert.True(traffic.IsLogged);
            Assert.Equal(
                [("10.0.0.1", 3, 1, 401), ("10.0.0.2", 2, null, 200)],
                traffic.Clients.Select(client => (client.Address, client.LastSeen.Minute, client.LastWritten?.Minute, client.Answer!.Value)));
            Assert.Equal(
                new FailedClient("10.0.0.2", "remote error: tls: bad certificate", Switched.AddSeconds(5), Switched.AddSeconds(9), 2), Assert.Single(traffic.Failures));
        }

        // Our own requests alone show that the log is one.
        Assert.True(Read([log[3]]) is { IsLogged: true, Clients.IsEmpty: true });
        Assert.False(Read([log[4]]).IsLogged);
    }

    [Theory]
    [InlineData("POST /write?db=t", 204, true)]
    [InlineData("POST /api/v1/prom/write?db=t", 204, true)]
    [InlineData("POST /write?db=t", 404, false)]
    [InlineData("POST /query?q=x", 200, false)]
    [InlineData("OPTIONS /write", 204, false)]
    public void Points_have_arrived_once_a_write_is_accepted(string request, int status, bool arrived) =>
        Assert.Equal(arrived, Assert.Single(Read([(Switched, Request("10.0.0.1", "x", 1, request, status))]).Clients).LastWritten is not null);

    [Fact]
    public void A_client_goes_on_if_its_configuration_is_here_and_is_converted() => Assert.Equal(
        [("telegraf", true), ("telegraf", false), ("grafana", false), (null, false)],
        TrafficReport.Of(
            [Client("127.0.0.1", "Telegraf/1.8"), Client("10.0.0.9", "Telegraf/1.8"), Client("127.0.0.1", "Grafana/9"), Client("127.0.0.1", "something")],
            ["telegraf"],
            address => address == "127.0.0.1").Select(found => (found.Program, found.IsConverted)));

    static Core.Clients.Traffic.Traffic Read(IEnumerable<(DateTimeOffset At, string Message)> log)
    {
        var tally = new TrafficTally(request => request.UserAgent.StartsWith("influxcertd", StringComparison.Ordinal));
        foreach (var (at, message) in log)
        {
            tally.Add(at, message);
        }

        return tally.Total();
    }

    static SeenClient Client(string address, string agent) => new(address, agent, "joe", "telegraf", Switched);

    static string Request(string address, string agent, int minute, string request = "POST /write?db=t", int status = 204) =>
        $"[httpd] {address} - - [24/Nov/2026:22:0{minute}:00 +0000] \"{request} HTTP/1.1\" {status} 0 \"-\" \"{agent}\" {Id} 20";
}
