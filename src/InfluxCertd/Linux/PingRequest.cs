using System.Globalization;
using System.Text;

namespace InfluxCertd.Linux;

/// <summary>GET /ping over an open connection. One request and the head of its answer: less than a client library brings along.</summary>
static class PingRequest
{
    const int LongestHead = 16 * 1024;
    const string VersionHeader = "X-Influxdb-Version:";

    /// <returns>Null when the answer is no HTTP.</returns>
    public static async Task<(int Status, string? Version)?> SendAsync(Stream stream, string host, CancellationToken cancellation)
    {
        var authority = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /ping HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: influxcertd\r\nConnection: close\r\n\r\n"), cancellation);
        var head = await ReadHeadAsync(stream, cancellation);
        var lines = head.Split("\r\n");
        return lines[0].Split(' ') is ["HTTP/1.1" or "HTTP/1.0", var code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? (status, lines.FirstOrDefault(line => line.StartsWith(VersionHeader, StringComparison.OrdinalIgnoreCase))?[VersionHeader.Length..].Trim())
            : null;
    }

    static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[LongestHead];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                break;
            }
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
