using System.Net;
using System.Security.Cryptography.X509Certificates;
using InfluxCertd.Core.Certificates.Material;

namespace InfluxCertd.Core.Certificates.Acceptance;

/// <summary>
/// A certificate must cover every configured name, and this host by at least one of its names. Loopback is no matter: no public CA
/// certifies it.
/// </summary>
static class NameRules
{
    static readonly string[] Loopback = ["localhost", "127.0.0.1", "::1"];

    public static string? Objection(CertificateMaterial material, AcceptanceContext context)
    {
        var (path, facts) = (material.Leaf.Path, material.Facts);
        if (facts.SubjectAlternativeNames.IsEmpty)
        {
            var commonName = material.Leaf.Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            return IPAddress.TryParse(commonName, out _)
                ? $"{path}: the address {commonName} stands in the common name only, where no client looks for it; have it issued with the subject alternative name IP:{commonName}"
                : $"{path}: the certificate has no subject alternative name, and clients no longer look at the common name; have it issued with one, such as DNS:{context.Host.Preferred}";
        }

        if (context.Names.FirstOrDefault(name => !facts.Covers(name)) is { } uncovered)
        {
            return $"{path}: the certificate does not cover \"{uncovered}\" of \"names\"{Why(facts, uncovered)}; it covers {List(facts)}";
        }

        var own = OwnNames(context.Host).Concat(context.Names).ToArray();
        return own.Any(facts.Covers)
            ? null
            : $"{path}: the certificate covers none of this host's names ({string.Join(", ", own)}){Why(facts, own[0])}; it covers {List(facts)}; have one issued for this host, or name in \"names\" what clients connect to";
    }

    public static IEnumerable<string> Remarks(CertificateMaterial material, AcceptanceContext context)
    {
        var missing = Loopback.Where(name => !material.Facts.Covers(name)).ToArray();
        if (missing.Length > 0 && !material.Facts.IsSelfIssued)
        {
            yield return $"{material.Leaf.Path}: {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} not covered; clients on this host connect to {Covered(material.Facts, context)}";
        }
    }

    static IEnumerable<string> OwnNames(HostNames host) => new[] { host.FullName, host.ShortName }.OfType<string>().Distinct();

    static string Covered(LeafFacts facts, AcceptanceContext context) =>
        OwnNames(context.Host).Concat(context.Names).FirstOrDefault(facts.Covers) ?? facts.SubjectAlternativeNames[0];

    /// <summary>The rule that a wildcard fails by, where one looks as if it should match.</summary>
    static string Why(LeafFacts facts, string name)
    {
        var near = facts.SubjectAlternativeNames.FirstOrDefault(pattern =>
            pattern.StartsWith('*') && name.EndsWith(pattern.TrimStart('*'), StringComparison.OrdinalIgnoreCase));
        return near is null ? ""
            : !near[1..].Contains('.') || near.Count(c => c == '.') < 2 ? $": \"{near}\" is a wildcard on a top-level domain, which clients refuse"
            : $": the \"*\" of \"{near}\" stands for one label only";
    }

    static string List(LeafFacts facts)
    {
        const int Most = 5;
        var names = facts.SubjectAlternativeNames;
        var list = string.Join(", ", names.Take(Most));
        return names.Length > Most ? $"{list} and {names.Length - Most} more" : list;
    }
}
