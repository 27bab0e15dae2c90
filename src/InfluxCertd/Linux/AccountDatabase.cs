using System.Globalization;

namespace InfluxCertd.Linux;

/// <summary>
/// Users and groups, from the root's own /etc/passwd and /etc/group. A name that only a directory service knows is looked up
/// with getent(1).
/// </summary>
sealed class AccountDatabase(HostRoot root)
{
    const uint Root = 0;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Dictionary<string, IReadOnlyList<string[]>> _tables = [];

    /// <summary>An ordinary user who prepares another root can't give files away; on the host that is an error, not a habit.</summary>
    public bool MayChangeOwner => root.IsHost || Libc.GetEUid() == Root;

    public bool HasUser(string name) => Id("passwd", name) is not null;

    /// <exception cref="IOException">There is no such user.</exception>
    public uint UserId(string name) => Id("passwd", name) ?? throw new IOException($"there is no user \"{name}\"");

    /// <exception cref="IOException">There is no such group.</exception>
    public uint GroupId(string name) => Id("group", name) ?? throw new IOException($"there is no group \"{name}\"");

    public string UserName(uint id) => Name("passwd", id);

    public string GroupName(uint id) => Name("group", id);

    public string PrimaryGroup(string user) =>
        Find("passwd", fields => fields[0] == user) is [_, _, _, var group, ..] && uint.TryParse(group, CultureInfo.InvariantCulture, out var id)
            ? GroupName(id)
            : user;

    /// <summary>The groups that list a user as a member.</summary>
    public IEnumerable<string> GroupsOf(string user) =>
        Table("group").Where(fields => fields.Length > 3 && fields[3].Split(',').Contains(user)).Select(fields => fields[0]);

    uint? Id(string table, string name) =>
        uint.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number
        : (Find(table, fields => fields[0] == name) ?? Ask(table, name)) is [_, _, var id, ..] ? uint.Parse(id, CultureInfo.InvariantCulture)
        : null;

    string Name(string table, uint id)
    {
        var text = id.ToString(CultureInfo.InvariantCulture);
        return (Find(table, fields => fields[2] == text) ?? Ask(table, text)) is [var name, ..] ? name : text;
    }

    string[]? Find(string table, Func<string[], bool> match) => Table(table).FirstOrDefault(fields => fields.Length > 2 && match(fields));

    /// <summary>Directory services belong to the host, not to another root.</summary>
    string[]? Ask(string table, string key) =>
        root.IsHost && ChildProcess.RunAsync(["getent", table, key], Patience, CancellationToken.None).GetAwaiter().GetResult() is { ExitCode: 0 } found
            ? found.Output.TrimEnd().Split(':')
            : null;

    IReadOnlyList<string[]> Table(string table)
    {
        if (!_tables.TryGetValue(table, out var lines))
        {
            var path = root.Resolve("/etc/" + table);
            lines = File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.Split(':'))] : [];
            _tables[table] = lines;
        }

        return lines;
    }
}
