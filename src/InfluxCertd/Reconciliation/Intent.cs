using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace InfluxCertd.Reconciliation;

/// <summary>
/// What a change began from, written and synced before its first step: enough to put all of it back.
/// The format is described in docs/architecture.md.
/// </summary>
/// <param name="Version">Of the format; another one is refused, never guessed at.</param>
/// <param name="PreviousGeneration">That <c>current</c> led to; null when there was none.</param>
/// <param name="Files">Files and links outside the generations, as they were, in the order in which the change touches them.</param>
sealed record Intent(
    int Version, DateTimeOffset Begun, int? PreviousGeneration, int? NewGeneration, ImmutableArray<BeforeImage> Files)
{
    public const int CurrentVersion = 1;
}

/// <summary>One path as it was before the change.</summary>
/// <param name="Target">For a symbolic link, where it led.</param>
/// <param name="Copy">For a file, the name of its copy in the undo folder.</param>
/// <param name="Sha256">Of the file's content, so that a damaged copy is never restored.</param>
/// <param name="AfterSha256">Of the content that the change writes: what differs from both was edited by someone else since, and is left alone.</param>
sealed record BeforeImage(
    string Path, BeforeKind Kind, string? Target = null, string? Copy = null, string? Sha256 = null, string? AfterSha256 = null);

[JsonConverter(typeof(JsonStringEnumConverter<BeforeKind>))]
enum BeforeKind
{
    Missing,
    Link,
    File,
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Intent))]
[JsonSerializable(typeof(Core.Planning.RecordedState))]
sealed partial class StateJson : JsonSerializerContext;
