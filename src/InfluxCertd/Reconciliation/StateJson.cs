using System.Text.Json.Serialization;
using InfluxCertd.Core.Clients.Traffic;
using InfluxCertd.Core.Planning;

namespace InfluxCertd.Reconciliation;

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RecordedState))]
[JsonSerializable(typeof(EditRecord))]
[JsonSerializable(typeof(SwitchRecord))]
sealed partial class StateJson : JsonSerializerContext;
