using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using InfluxCertd.Logging;
using Serilog;

namespace InfluxCertd.Tests.Logging;

/// <summary>Entries as a journal reads them from its socket (systemd, Native Journal Protocol).</summary>
public sealed class JournalSinkTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("influxcertd-").FullName;
    readonly Socket _journal = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public JournalSinkTests()
    {
        _journal.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _journal.ReceiveTimeout = 10_000;
    }

    string SocketPath => Path.Combine(_folder, "socket");

    public void Dispose()
    {
        _journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_event_is_one_entry_with_all_of_its_fields()
    {
        Log(unit: null).Write(EventKind.ExpiryAlert, "It {expires} soon", new EventFields
        {
            NotAfter = new DateTimeOffset(2027, 11, 24, 10, 0, 0, TimeSpan.FromHours(2)),
            DaysLeft = 7,
            Fingerprint = "ab12",
            Reason = "renewal-due",
            Generation = 3,
        }, JournalPriority.Critical);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["MESSAGE"] = "It {expires} soon",
                ["PRIORITY"] = "2",
                ["SYSLOG_IDENTIFIER"] = "influxcertd",
                ["MESSAGE_ID"] = EventKind.ExpiryAlert.MessageId,
                ["INFLUXCERTD_EVENT"] = "expiry-alert",
                ["INFLUXCERTD_NOT_AFTER"] = "2027-11-24T08:00:00Z",
                ["INFLUXCERTD_DAYS_LEFT"] = "7",
                ["INFLUXCERTD_FINGERPRINT"] = "ab12",
                ["INFLUXCERTD_REASON"] = "renewal-due",
                ["INFLUXCERTD_GENERATION"] = "3",
            },
            Receive());
    }

    [Fact]
    public void What_a_person_did_is_filed_under_the_daemons_unit()
    {
        Log("influxcertd.service").Write(EventKind.ChangesApplied, "Done");
        Assert.Equal("influxcertd.service", Receive()["OBJECT_SYSTEMD_UNIT"]);
    }

    [Theory]
    [InlineData("one line\nMESSAGE_ID=forged\nand another")]
    [InlineData("äöü ∀ 🔒")]
    [InlineData("")]
    public void A_message_arrives_as_it_is_and_can_not_add_fields(string message)
    {
        Log(unit: null).Write(EventKind.LookFailed, message);
        var entry = Receive();
        Assert.Equal(message, entry["MESSAGE"]);
        Assert.Equal(EventKind.LookFailed.MessageId, entry["MESSAGE_ID"]);
    }

    [Fact]
    public void A_huge_message_is_cut_and_still_arrives()
    {
        Log(unit: null).Write(EventKind.LookFailed, new string('x', 1_000_000));
        Assert.InRange(Receive()["MESSAGE"].Length, 40_000, 50_000);
    }

    [Fact]
    public void A_journal_that_is_gone_stops_nobody()
    {
        var log = Log(unit: null);
        _journal.Dispose();
        log.Write(EventKind.LookFailed, "nobody hears this");
    }

    [Theory]
    [InlineData(true, "<4>two lines")]
    [InlineData(false, "warning: two lines")]
    public void Off_the_journal_an_event_is_one_plain_line(bool underSystemd, string line)
    {
        using var output = new StringWriter();
        new EventLog(new LoggerConfiguration().WriteTo.Sink(new StderrSink(output, underSystemd)).CreateLogger()).Write(EventKind.DriftFound, "two\nlines");
        Assert.Equal(line + Environment.NewLine, output.ToString());
    }

    EventLog Log(string? unit) => new(new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(new JournalSink(SocketPath, unit)).CreateLogger());

    Dictionary<string, string> Receive()
    {
        var buffer = new byte[256 * 1024];
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, _journal.Receive(buffer));
        var entry = new Dictionary<string, string>();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = rest[..end];
            rest = rest[(end + 1)..];
            var equals = line.IndexOf((byte)'=');
            if (equals >= 0)
            {
                entry.Add(Encoding.UTF8.GetString(line[..equals]), Encoding.UTF8.GetString(line[(equals + 1)..]));
                continue;
            }

            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            entry.Add(Encoding.UTF8.GetString(line), Encoding.UTF8.GetString(rest.Slice(sizeof(ulong), length)));
            Assert.Equal((byte)'\n', rest[sizeof(ulong) + length]);
            rest = rest[(sizeof(ulong) + length + 1)..];
        }

        return entry;
    }
}
