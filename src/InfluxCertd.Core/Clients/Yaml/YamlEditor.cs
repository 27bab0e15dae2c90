using System.Collections.Immutable;
using InfluxCertd.Core.InfluxDb.Toml;

namespace InfluxCertd.Core.Clients.Yaml;

/// <summary>Reads and edits a YAML file of connections; a program says where they are and how it is told whom to trust.</summary>
public abstract class YamlEditor : IClientEditor
{
    private protected YamlEditor()
    {
    }

    public ClientReading Read(string text, ClientTarget target)
    {
        try
        {
            var before = YamlDocument.Parse(text);
            var changes = Entries(before).Select(entry => Change(before, entry, target)).ToList();
            ImmutableArray<ClientConnection> connections = [.. changes.SelectMany(change => change.Connections)];
            var splices = changes.SelectMany(change => change.Splices).ToList();
            if (splices.Count == 0)
            {
                return new ClientReading.Readable(connections, text);
            }

            var edited = Splice.ApplyAll(text, splices);
            return IsSafe(before, YamlDocument.Parse(edited), changes, target)
                ? new ClientReading.Readable(connections, edited)
                : new ClientReading.Unreadable(1, 1, "the connections could not be converted here without a change to something else, so nothing was: convert them by hand");
        }
        catch (ConfigFaultException fault)
        {
            return new ClientReading.Unreadable(fault.Line, fault.Column, fault.Message);
        }
    }

    private protected abstract IEnumerable<YamlEntry> Entries(YamlDocument document);

    /// <summary>The settings by which the program trusts the bundle, or nobody and everybody.</summary>
    private protected abstract ImmutableArray<YamlSetting> Trusting(TrustChange change, ClientTarget target);

    EntryChange Change(YamlDocument document, YamlEntry entry, ClientTarget target)
    {
        var urls = entry.Urls.Select(url => url.Url).ToList();
        var decision = ConnectionPolicy.Decide(urls, entry.Trust, target);
        if (Obstacle(document, entry, decision) is { } obstacle)
        {
            decision = new([.. urls.Zip(decision.Urls, (url, judged) => judged.State == ConnectionState.Converted
                ? new UrlDecision(url, ConnectionState.NeedsPerson, obstacle)
                : judged)], TrustChange.None);
        }

        var converted = entry.Urls.Zip(decision.Urls).Where(pair => pair.Second.NewUrl != pair.First.Url).ToList();
        var settings = Trusting(decision.Trust, target);
        var urlsToWrite = converted.Select(pair => pair.First.At).ToList();
        if (converted.Count > 0 && entry.SchemeKey is { } scheme)
        {
            settings = [new([scheme], target.Https ? "https" : "http"), .. settings];
            urlsToWrite = [];
        }

        var splices = urlsToWrite.Zip(converted, (at, pair) => YamlEdit.Replace(at, pair.Second.NewUrl))
            .Concat(YamlEdit.Set(document.Text, entry.Node, settings, entry.Neighbour));
        return new(
            [.. entry.Urls.Zip(decision.Urls, (url, judged) => new ClientConnection(
                (int)url.At.Start.Line, (int)url.At.Start.Column, entry.Place, ConnectionUrl.WithoutSecrets(url.Url), judged.State, judged.Reason))],
            [.. splices],
            [.. urlsToWrite.Select(at => at.Path), .. settings.Select(setting => $"{entry.Node.Path}/{string.Join('/', setting.Path)}")]);
    }

    static string? Obstacle(YamlDocument document, YamlEntry entry, ConnectionDecision decision) =>
        document.HasAnchors ? "the file uses anchors, so that a change here could be one elsewhere: change it by hand"
        : document.HasMore ? "the file holds several YAML documents: change it by hand"
        : entry.SchemeKey is not null && decision.Urls.Any(url => url.State is not (ConnectionState.Converted or ConnectionState.AsWanted))
            ? "the scheme here also holds for other targets: give this InfluxDB an entry of its own"
        : null;

    // The last line of defence: nothing is left to convert, and whatever else the file says it said before.
    bool IsSafe(YamlDocument before, YamlDocument after, List<EntryChange> changes, ClientTarget target)
    {
        var edited = changes.SelectMany(change => change.Paths).ToHashSet();
        IEnumerable<(string, string)> Others(YamlDocument document) =>
            document.Scalars.Where(scalar => !edited.Contains(scalar.Path)).Select(scalar => (scalar.Path, scalar.Value));
        return Entries(after).All(entry => Change(after, entry, target).Splices.IsEmpty) && Others(before).SequenceEqual(Others(after));
    }

    /// <param name="Paths">The only values that the splices may change.</param>
    sealed record EntryChange(ImmutableArray<ClientConnection> Connections, ImmutableArray<Splice> Splices, ImmutableArray<string> Paths);
}
