using System.Text.Json.Nodes;

namespace Leat.Server;

/// <summary>What the API description says in words. It lies in <c>Service/Descriptions</c>, apart from the code, for who writes it.</summary>
/// <remarks><c>operations.json</c> tells of each call, <c>fields.json</c> of fields that mean the same wherever they stand, and
/// <c>files.json</c> holds the calls without messages: those that carry files, and those about the server itself.</remarks>
internal sealed class OperationTexts
{
    private readonly JsonObject _operations = Load("operations.json");
    private readonly JsonObject _fields = Load("fields.json");

    /// <summary>The paths of the calls without messages, as OpenAPI.</summary>
    public JsonObject FilePaths { get; } = Load("files.json");

    /// <summary>What is said of a call; null if nothing.</summary>
    public JsonObject? Find(string method, string path) => _operations[$"{method} {path}"]?.AsObject();

    /// <summary>What is said of a field: by the call itself, or for all calls.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> OfField(JsonObject? operation, string field) =>
        (operation?["fields"]?[field]?.AsObject() ?? []).Concat(_fields[field]?.AsObject() ?? []);

    private static JsonObject Load(string file)
    {
        using var stream = typeof(OperationTexts).Assembly.GetManifestResourceStream("Leat.Server.Descriptions." + file)!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
