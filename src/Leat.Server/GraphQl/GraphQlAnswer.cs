using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Leat.Server;

/// <summary>The answer to a query: data, and errors as texts, as MLflow's pages expect them. Its status is 200 whatever went wrong.</summary>
/// <param name="Data">What was asked; null if the query could not be executed.</param>
/// <param name="Errors">What went wrong.</param>
internal sealed record GraphQlAnswer(JsonObject? Data, IReadOnlyList<string> Errors) : IWrittenAnswer
{
    public Task WriteAsync(HttpContext http)
    {
        var errors = Errors.Count == 0 ? null : new JsonArray([.. Errors.Select(error => JsonValue.Create(error))]);
        var answer = new JsonObject { ["data"] = Data, ["errors"] = errors };
        return ResponseWriter.WriteTextAsync(http, StatusCodes.Status200OK, ResponseWriter.Json, answer.ToJsonString());
    }
}
