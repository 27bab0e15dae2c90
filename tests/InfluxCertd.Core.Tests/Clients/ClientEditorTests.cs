using System.Collections.Immutable;
using InfluxCertd.Core.Clients;

namespace InfluxCertd.Core.Tests.Clients;

/// <summary>What every editor makes of every file of the corpus.</summary>
public class ClientEditorTests
{
    static readonly ClientTarget Plain = ClientCorpus.Target with { Https = false };
    static readonly ClientTarget Unverified = ClientCorpus.Target with { Verification = ClientVerification.None };

    /// <summary>
    /// The approved file is the table of this test: read it as documentation. After a change that is meant, approve the file
    /// that the test writes beside it.
    /// </summary>
    [Theory]
    [MemberData(nameof(ClientCorpus.Programs), MemberType = typeof(ClientCorpus))]
    public void Each_file_becomes_what_was_approved(string program)
    {
        var approved = Path.Combine(ClientCorpus.Folder(), $"{program}.approved");
        var now = string.Concat(ClientCorpus.Names(program).Select(name => ClientCorpus.Describe(name, ClientCorpus.Target)));
        if (!File.Exists(approved) || File.ReadAllText(approved) != now)
        {
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, $"{program}.received"), now);
        }

        Assert.Equal(File.ReadAllText(approved), now);
    }

    [Theory]
    [MemberData(nameof(ClientCorpus.Files), MemberType = typeof(ClientCorpus))]
    public void A_second_edit_changes_nothing(string name)
    {
        foreach (var target in ImmutableArray.Create(ClientCorpus.Target, Unverified, Plain))
        {
            if (Edit(name, ClientCorpus.Read(name), target) is { } edited)
            {
                Assert.Equal(edited, Edit(name, edited, target));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ClientCorpus.Files), MemberType = typeof(ClientCorpus))]
    public void What_was_converted_is_found_as_wanted_and_the_rest_as_before(string name)
    {
        if (Reading(name, ClientCorpus.Read(name), ClientCorpus.Target) is not { } before)
        {
            return;
        }

        var after = Reading(name, before.NewText, ClientCorpus.Target)!;
        Assert.Equal(
            before.Connections.Select(found => found.State == ConnectionState.Converted ? ConnectionState.AsWanted : found.State),
            after.Connections.Select(found => found.State));
    }

    [Theory]
    [MemberData(nameof(ClientCorpus.Files), MemberType = typeof(ClientCorpus))]
    public void Lines_without_a_connection_stay_byte_for_byte(string name)
    {
        var text = ClientCorpus.Read(name);
        foreach (var target in ImmutableArray.Create(ClientCorpus.Target, Unverified, Plain))
        {
            if (Edit(name, text, target) is not { } edited)
            {
                continue;
            }

            Assert.Equal(text.EndsWith('\n'), edited.EndsWith('\n'));
            var added = Lines(edited).Except(Lines(text)).ToList();
            Assert.All(added, line => Assert.Matches(
                "url|http|(tls|ssl)[-_]ca|insecure[-_]skip[-_]verify|tlsAuthWithCACert|tlsCACert|tlsSkipVerify|jsonData|secureJsonData|scheme|tls_config|ca_file|SSL_CERT_FILE", line));
            if (text.Contains("\r\n", StringComparison.Ordinal))
            {
                Assert.DoesNotContain('\n', edited.Replace("\r\n", "", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ClientCorpus.Files), MemberType = typeof(ClientCorpus))]
    public void Undone_no_connection_to_us_is_left_on_https(string name)
    {
        if (Edit(name, ClientCorpus.Read(name), ClientCorpus.Target) is { } edited && Reading(name, edited, Plain) is { } undone)
        {
            Assert.DoesNotContain(Reading(name, undone.NewText, Plain)!.Connections, found => found.State == ConnectionState.Converted);
        }
    }

    [Theory]
    [InlineData("telegraf/minimal.conf")]
    [InlineData("telegraf/stock-1.9-urls-uncommented.conf")]
    [InlineData("telegraf/tabs.conf")]
    [InlineData("telegraf/telegraf.d-fragment.conf")]
    [InlineData("telegraf/credentials-in-url.conf")]
    [InlineData("kapacitor/stock.conf")]
    [InlineData("chronograf/systemd.env")]
    [InlineData("chronograf/shell.env")]
    public void Done_and_undone_is_the_file_as_it_was(string name)
    {
        var text = ClientCorpus.Read(name);
        var edited = Edit(name, text, ClientCorpus.Target)!;
        Assert.NotEqual(text, edited);
        Assert.Equal(text, Edit(name, edited, Plain));
    }

    [Theory]
    [MemberData(nameof(ClientCorpus.Files), MemberType = typeof(ClientCorpus))]
    public void No_secret_of_a_url_is_shown(string name) =>
        Assert.DoesNotContain("s3cret", ClientCorpus.Describe(name, ClientCorpus.Target).Split("---")[0], StringComparison.Ordinal);

    static ClientReading.Readable? Reading(string name, string text, ClientTarget target) =>
        ClientCorpus.Editor(ClientCorpus.Program(name)).Read(text, target) as ClientReading.Readable;

    static string? Edit(string name, string text, ClientTarget target) => Reading(name, text, target)?.NewText;

    static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
