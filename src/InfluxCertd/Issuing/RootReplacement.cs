using System.Collections.Immutable;

namespace InfluxCertd.Issuing;

/// <summary>
/// A root that takes the place of all others at once. It is written, and they are deleted, in the same transaction as its first
/// certificate: without that, nothing has changed.
/// </summary>
/// <param name="Path">On this disk.</param>
/// <param name="Pem">The root with its key.</param>
/// <param name="Superseded">The files of the others.</param>
sealed record RootReplacement(string Path, byte[] Pem, ImmutableArray<string> Superseded);
