using System.Text;

namespace InfluxCertd.SystemTests.Sources;

/// <summary>
/// What the tests prove of each source, as docs/certificates.md tells it. A row that differs fails; with INFLUXCERTD_APPROVE=1 it is
/// written instead.
/// </summary>
static class SourceTable
{
    const string Document = "docs/certificates.md";
    static readonly Lock s_lock = new();

    /// <param name="cells">Fresh installation, renewal, <c>openssl s_client</c>, <c>influx -ssl</c>, refusals.</param>
    public static void Verify(string source, Form form, params string[] cells)
    {
        var key = $"| `\"{source}\"` | {(form == Form.Bundle ? "one .pem" : "separate files")} |";
        var row = new StringBuilder(key).AppendJoin("", cells.Select(cell => $" {cell} |")).ToString();
        lock (s_lock)
        {
            var lines = Machine.ReadDocument(Document).Split('\n');
            var at = Array.FindIndex(lines, line => line.StartsWith(key, StringComparison.Ordinal));
            Assert.True(at >= 0, $"{Document} has no row that begins with {key}");
            if (Environment.GetEnvironmentVariable("INFLUXCERTD_APPROVE") == "1")
            {
                lines[at] = row;
                File.WriteAllText(Path.Combine(Machine.Repository, Document), string.Join('\n', lines));
            }

            Assert.Equal(lines[at], row);
        }
    }
}
