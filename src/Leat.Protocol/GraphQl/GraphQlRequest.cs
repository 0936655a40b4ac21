using System.Text.Json;
using System.Text.Json.Serialization;

namespace Leat.Protocol;

/// <summary>Body of <c>POST /graphql</c>.</summary>
/// <param name="Query">A document of GraphQL.</param>
/// <param name="OperationName">Which of its operations; may be left out if it has one.</param>
/// <param name="VariablesJson">The values of its variables: the text of a JSON object or of null.</param>
internal sealed record GraphQlRequest(
    string Query, [property: JsonPropertyName("operationName")] string? OperationName, [property: JsonPropertyName("variables")] string VariablesJson)
    : IWireRequest<GraphQlRequest>
{
    public static GraphQlRequest Decode(WireFields fields) => new(
        fields.RequireString("query"), fields.GetString("operationName"), fields.GetJsonText("variables"));

    /// <summary>The values of the variables.</summary>
    public JsonElement ToVariables()
    {
        using var document = JsonDocument.Parse(VariablesJson);
        return document.RootElement.Clone();
    }
}
