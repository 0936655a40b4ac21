using System.Text.Json.Nodes;

namespace Leat.Durability.Tests.Fuzz;

/// <summary>A call as described by the server's own API description.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">With variable parts as <c>{name}</c>.</param>
/// <param name="PathFields">The variable parts, in order.</param>
/// <param name="Query">The query fields, and whether they are required.</param>
/// <param name="Body">The schema of a JSON body; null if there is none.</param>
/// <param name="TakesBytes">Whether the body is a file.</param>
/// <param name="MayBeMissing">Whether 501 is one of the described responses.</param>
internal sealed record ApiOperation(
    string Method,
    string Path,
    IReadOnlyList<string> PathFields,
    IReadOnlyList<(string Name, bool Required)> Query,
    JsonNode? Body,
    bool TakesBytes,
    bool MayBeMissing)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    public string Name => $"{Method} {Path}";

    /// <summary>Every call in a description.</summary>
    public static IReadOnlyList<ApiOperation> ReadAll(JsonNode description) =>
    [
        .. from path in description["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where Methods.Contains(operation.Key)
           select Read(operation.Key, path.Key, operation.Value!),
    ];

    private static ApiOperation Read(string method, string path, JsonNode operation)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!).ToList();
        var content = operation["requestBody"]?["content"]?.AsObject();
        return new ApiOperation(
            method.ToUpperInvariant(),
            path,
            [.. parameters.Where(parameter => (string?)parameter["in"] == "path").Select(parameter => (string)parameter["name"]!)],
            [.. parameters.Where(parameter => (string?)parameter["in"] == "query")
                .Select(parameter => ((string)parameter["name"]!, (bool?)parameter["required"] ?? false))],
            content?["application/json"]?["schema"],
            content is not null && !content.ContainsKey("application/json"),
            operation["responses"]!.AsObject().ContainsKey("501"));
    }
}
