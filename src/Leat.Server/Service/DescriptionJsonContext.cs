using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Leat.Server;

/// <summary>Writes the API description, which people read, too.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DescriptionJsonContext : JsonSerializerContext;
