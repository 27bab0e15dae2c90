using System.Reflection;
using System.Text.RegularExpressions;
using InfluxCertd.Logging;
using InfluxCertd.Tests.Configuration;

namespace InfluxCertd.Tests.Logging;

/// <summary>Every kind of event is explained, under its own id, in the message catalog and in docs/events.md.</summary>
public partial class EventCatalogTests
{
    static readonly string Catalog = Repository.Read("systemd/influxcertd.catalog");

    [Fact]
    public void The_list_of_kinds_is_complete_and_no_name_or_id_stands_for_two()
    {
        var declared = typeof(EventKind).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (EventKind)field.GetValue(null)!);
        Assert.Equal(declared.Select(kind => kind.Name), EventKind.All.Select(kind => kind.Name));
        Assert.Distinct(EventKind.All.Select(kind => kind.Name));
        Assert.Distinct(EventKind.All.Select(kind => kind.MessageId));
        Assert.All(EventKind.All, kind => Assert.Matches("^[0-9a-f]{32}$", kind.MessageId));
    }

    [Fact]
    public void The_catalog_explains_each_kind_and_nothing_else() =>
        Assert.Equal(
            EventKind.All.Select(kind => kind.MessageId).Order(StringComparer.Ordinal),
            Heading().Matches(Catalog).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_catalog_names_only_fields_that_events_have()
    {
        var fields = new EventFields
        {
            NotAfter = DateTimeOffset.UnixEpoch,
            DaysLeft = 0,
            Fingerprint = "",
            Reason = "",
            Step = "",
            Unit = "",
            File = "",
            Generation = 0,
            NextRenewal = DateTimeOffset.UnixEpoch,
            Error = "",
        };
        var known = fields.ToJournal().Select(field => field.Name).Append("MESSAGE").ToHashSet();
        Assert.All(Field().Matches(Catalog), match => Assert.Contains(match.Groups[1].Value, known));
    }

    /// <summary>journalctl -x shows each text in 80 columns behind a margin.</summary>
    [Fact]
    public void The_catalog_fits_a_terminal() => Assert.All(Catalog.Split('\n'), line => Assert.InRange(line.Length, 0, 78));

    [Fact]
    public void The_documentation_lists_each_kind_with_its_id_and_priority()
    {
        var rows = Repository.Read("docs/events.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.Equal(EventKind.All.Select(Row).Order(StringComparer.Ordinal), rows.Select(row => row[..row.LastIndexOf('|', row.Length - 2)]).Order(StringComparer.Ordinal));
        Assert.All(EventKind.All, kind => Assert.Contains($"Subject: {rows.Single(row => row.Contains(kind.MessageId, StringComparison.Ordinal)).Split('|')[4].Trim()}", Catalog, StringComparison.Ordinal));
    }

    static string Row(EventKind kind) => $"| `{kind.Name}` | `{kind.MessageId}` | {kind.Priority.ToString().ToLowerInvariant()} ";

    [GeneratedRegex("^-- ([0-9a-f]{32})$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("@([A-Z_]+)@")]
    private static partial Regex Field();
}
