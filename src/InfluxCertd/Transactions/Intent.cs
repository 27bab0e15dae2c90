using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace InfluxCertd.Transactions;

/// <summary>
/// What a change began from and what it is to come to, written and synced before its first step: enough to tell at any
/// later time how far it came, and to put all of it back. The format is described in docs/architecture.md.
/// </summary>
/// <param name="Version">Of the format; another one is refused, never guessed at.</param>
/// <param name="Generations">Those that the change makes; none of them outlives its undoing.</param>
/// <param name="Changes">In the order in which they are made; undone in reverse.</param>
sealed record Intent(
    int Version, DateTimeOffset Begun, string Purpose, ImmutableArray<int> Generations, ImmutableArray<IntendedChange> Changes)
{
    public const int CurrentVersion = 2;
}

/// <summary>One path before and after the change.</summary>
/// <param name="Copy">For a file before, the name of its copy in the undo folder.</param>
sealed record IntendedChange(string Path, PathImage Before, PathImage After, string? Copy = null);

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Intent))]
sealed partial class IntentJson : JsonSerializerContext;
