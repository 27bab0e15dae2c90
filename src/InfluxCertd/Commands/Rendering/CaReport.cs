using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates;
using InfluxCertd.Core.Text;
using InfluxCertd.Issuing;

namespace InfluxCertd.Commands.Rendering;

/// <summary>What <c>ca show</c> shows; as JSON a stable format (docs/status.md).</summary>
sealed record CaReport(int FormatVersion, ImmutableArray<RootReport> Roots)
{
    public static CaReport Of(PrivateCa ca, DateTimeOffset now)
    {
        var signing = ca.Signing()?.Path;
        return new CaReport(FormatVersion: 1, [.. ca.Roots().Select(root => RootReport.Of(root, root.Path == signing, now))]);
    }

    public string Render() => Roots.IsEmpty
        ? "There is no root yet: with source = \"private-ca\", influxcertd apply makes it.\n"
        : string.Join('\n', Roots.Select(root => root.Render()));
}

/// <param name="SignsFrom">From here on it signs, until another follows.</param>
/// <param name="Names">Those that it may certify, and the names below them; empty when it is not bound to any.</param>
sealed record RootReport(
    string Name, RootState State, DateTimeOffset SignsFrom, DateTimeOffset NotAfter, string FingerprintSha256, ImmutableArray<string> Names)
{
    public static RootReport Of(CaRoot root, bool signs, DateTimeOffset now)
    {
        var constraints = NameConstraints.Of(root.Certificate);
        return new RootReport(
            root.Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            signs ? RootState.Signs : root.SignsFrom > now ? RootState.SignsNext : root.NotAfter <= now ? RootState.Expired : RootState.Superseded,
            root.SignsFrom, root.NotAfter,
            root.Certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(),
            constraints is null ? [] : [.. constraints.DnsNames, .. constraints.Addresses.Select(address => address.ToString())]);
    }

    public string Render() => $"""
        {Name}
          State         {Sentence}
          Validity      {UtcText.Minute(SignsFrom)} to {UtcText.Minute(NotAfter)}
          Names         {(Names.IsEmpty ? "any" : string.Join(", ", Names))}
          Fingerprint   sha256 {FingerprintSha256}

        """;

    string Sentence => State switch
    {
        RootState.Signs => "signs",
        RootState.SignsNext => $"trusted, and signs from {UtcText.Minute(SignsFrom)} on",
        RootState.Expired => "expired",
        _ => "trusted until its last certificate is gone",
    };
}

/// <summary>What a root is there for.</summary>
enum RootState
{
    Signs,

    /// <summary>Published so that clients know it before it signs.</summary>
    SignsNext,

    /// <summary>Another one signs; certificates of its own may still be out.</summary>
    Superseded,
    Expired,
}
