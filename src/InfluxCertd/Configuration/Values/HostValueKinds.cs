using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Configuration;

namespace InfluxCertd.Configuration.Values;

/// <summary>The kinds of values that speak of a Linux host: paths, modes, accounts, units, addresses.</summary>
internal static class HostValueKinds
{
    public static ValueKind<string> Path { get; } = Plain("an absolute path", PathText.Objection);

    public static ValueKind<string> Secret { get; } = Plain("an absolute path or a credential's name", SecretText.Objection);

    public static ValueKind<string> Account { get; } = Plain("an account's name or number", AccountText.Objection);

    public static ValueKind<string> Unit { get; } = ValueKinds.Text<string>(
        "a systemd service", UnitText.TryNormalize, unit => unit);

    public static ValueKind<string> Address { get; } = Plain("\"HOST:PORT\"", AddressText.Objection);

    public static ValueKind<string> ListenAddress { get; } = Plain("\"ADDRESS:PORT\" or \":PORT\"", AddressText.ListenObjection);

    public static ValueKind<string> HttpsUrl { get; } = Plain("an https:// address", AcmeText.DirectoryObjection);

    public static ValueKind<string> Email { get; } = Plain("an e-mail address", AcmeText.EmailObjection);

    public static ValueKind<string> LegoProvider { get; } = Plain("a name such as \"hetzner\"", AcmeText.ProviderObjection);

    public static ValueKind<ImmutableArray<string>> Names { get; } = ValueKinds.List(
        "an array of DNS names and IP addresses",
        ValueKinds.Text<string>("a DNS name or an IP address", SubjectNameText.TryNormalize, name => name));

    public static ValueKind<ImmutableArray<QuietWindow>> Windows { get; } = ValueKinds.List(
        "an array of windows such as \"Sat,Sun 01:00-05:00\"",
        ValueKinds.Text<QuietWindow>("a window such as \"02:00-05:00\"", QuietWindow.TryParse, window => window.ToString()));

    /// <summary>
    /// A mode with which the owner can read, with no bit beyond <paramref name="most"/>; <paramref name="limit"/> is the
    /// clause on what is taken at most.
    /// </summary>
    public static ValueKind<UnixFileMode> Mode(string example, UnixFileMode most, string limit) =>
        ValueKinds.Text(
            $"a mode such as \"{example}\"",
            (string text, out UnixFileMode mode, [NotNullWhen(false)] out string? why) =>
            {
                if (FileModeText.TryParse(text, out mode, out why))
                {
                    why = (mode & ~most) != 0 ? limit
                        : !mode.HasFlag(UnixFileMode.UserRead) ? "the owner must be able to read the file"
                        : null;
                }

                return why is null;
            },
            FileModeText.Format);

    static ValueKind<string> Plain(string takes, Func<string, string?> objection) => ValueKinds.Text(
        takes,
        (string text, [MaybeNullWhen(false)] out string parsed, [NotNullWhen(false)] out string? why) =>
        {
            (parsed, why) = (text, objection(text));
            return why is null;
        },
        text => text);
}
