using System.Collections.Immutable;

namespace InfluxCertd.Core.Certificates.Acceptance;

/// <summary>What a certificate from elsewhere is judged against.</summary>
/// <param name="Names">Those of the configuration, all of which have to be covered.</param>
public sealed record AcceptanceContext(DateTimeOffset Now, HostNames Host, ImmutableArray<string> Names);
