using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace InfluxCertd.Core.Certificates;

/// <summary>
/// The names that a CA may certify (RFC 5280 §4.2.1.10). A root that is bound to one host's names is worth nothing to whoever
/// steals it and wants to be another.
/// </summary>
public sealed record NameConstraints(ImmutableArray<string> DnsNames, ImmutableArray<IPAddress> Addresses)
{
    const string Identifier = "2.5.29.30";

    static readonly Asn1Tag PermittedSubtrees = new(TagClass.ContextSpecific, 0, isConstructed: true);
    static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>Constraints that permit just these names; a name also permits the names below it, and so a wildcard needs only its domain.</summary>
    public static NameConstraints For(IEnumerable<string> names)
    {
        var byKind = names.ToLookup(name => IPAddress.TryParse(name, out _));
        return new NameConstraints(
            [.. byKind[false].Select(name => SubjectName.IsWildcard(name) ? name[2..] : name).Distinct(StringComparer.OrdinalIgnoreCase)],
            [.. byKind[true].Select(IPAddress.Parse).Distinct()]);
    }

    /// <summary>The constraints of a certificate; null when it has none.</summary>
    public static NameConstraints? Of(X509Certificate2 certificate)
    {
        if (certificate.Extensions[Identifier] is not { } extension)
        {
            return null;
        }

        var names = new List<string>();
        var addresses = new List<IPAddress>();
        var subtrees = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence().ReadSequence(PermittedSubtrees);
        while (subtrees.HasData)
        {
            var subtree = subtrees.ReadSequence();
            if (subtree.PeekTag() == DnsName)
            {
                names.Add(subtree.ReadCharacterString(UniversalTagNumber.IA5String, DnsName));
            }
            else if (subtree.PeekTag() == IpAddress)
            {
                var octets = subtree.ReadOctetString(IpAddress);
                addresses.Add(new IPAddress(octets[..(octets.Length / 2)]));
            }
        }

        return new NameConstraints([.. names], [.. addresses]);
    }

    public bool Permits(string name) => IPAddress.TryParse(name, out var address)
        ? Addresses.Contains(address)
        : DnsNames.Any(permitted => name.Equals(permitted, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("." + permitted, StringComparison.OrdinalIgnoreCase));

    /// <summary>Critical, as the standard demands. One address is a network whose mask is all ones.</summary>
    public X509Extension ToExtension()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(PermittedSubtrees))
        {
            foreach (var name in DnsNames)
            {
                using (writer.PushSequence())
                {
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, name, DnsName);
                }
            }

            foreach (var octets in Addresses.Select(address => address.GetAddressBytes()))
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString([.. octets, .. Enumerable.Repeat((byte)0xFF, octets.Length)], IpAddress);
                }
            }
        }

        return new X509Extension(Identifier, writer.Encode(), critical: true);
    }
}
