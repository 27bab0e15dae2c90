using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace InfluxCertd.Logging;

/// <summary>Speaks journald's native protocol (systemd, Native Journal Protocol): one datagram an entry, one field a line.</summary>
sealed class JournalSink : ILogEventSink, IDisposable
{
    public const string SocketPath = "/run/systemd/journal/socket";

    /// <summary>Far below a datagram's limit, so that no memory file has to be passed instead.</summary>
    const int LongestMessage = 48 * 1024;

    readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    readonly UnixDomainSocketEndPoint _journal;
    readonly string? _unit;

    /// <param name="unit">The unit to file entries under when the process is not in it: what a person's command did belongs to the daemon's log.</param>
    public JournalSink(string socketPath = SocketPath, string? unit = null)
    {
        _journal = new UnixDomainSocketEndPoint(socketPath);
        _unit = unit;
    }

    public void Emit(LogEvent logEvent)
    {
        try
        {
            _socket.SendTo(Encode(logEvent), _journal);
        }
        catch (SocketException failure)
        {
            SelfLog.WriteLine("an entry did not reach the journal: {0}", failure.Message);
        }
    }

    public void Dispose() => _socket.Dispose();

    byte[] Encode(LogEvent logEvent)
    {
        var datagram = new MemoryStream();
        var entry = EventLog.EntryOf(logEvent);
        var message = logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture);
        if (logEvent.Exception is { } exception)
        {
            message += $": {exception.Message}";
        }

        Add(datagram, "MESSAGE", message.Length <= LongestMessage ? message : message[..LongestMessage]);
        Add(datagram, "PRIORITY", ((int)EventLog.PriorityOf(logEvent)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(datagram, "SYSLOG_IDENTIFIER", "influxcertd");
        if (_unit is not null)
        {
            Add(datagram, "OBJECT_SYSTEMD_UNIT", _unit);
        }

        if (entry is not null)
        {
            Add(datagram, "MESSAGE_ID", entry.Kind.MessageId);
            Add(datagram, "INFLUXCERTD_EVENT", entry.Kind.Name);
            foreach (var (name, value) in entry.Fields.ToJournal())
            {
                Add(datagram, name, value);
            }
        }
        else if (logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source) && source is ScalarValue { Value: string category })
        {
            Add(datagram, "INFLUXCERTD_SOURCE", category);
        }

        return datagram.ToArray();
    }

    /// <summary>A value with a line feed in it is sent with its length in front, eight octets, least significant first.</summary>
    static void Add(MemoryStream datagram, string name, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        datagram.Write(Encoding.ASCII.GetBytes(name));
        if (bytes.Contains((byte)'\n'))
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)bytes.Length);
            datagram.WriteByte((byte)'\n');
            datagram.Write(length);
        }
        else
        {
            datagram.WriteByte((byte)'=');
        }

        datagram.Write(bytes);
        datagram.WriteByte((byte)'\n');
    }
}
