using System.Text.Json.Nodes;

namespace Leat.Server;

/// <summary>What the API description says in words of calls, by their names, and of the variable parts of their paths. It lies in
/// <c>Service/Descriptions</c>, apart from the code, for who writes it.</summary>
internal sealed class OperationTexts
{
    private readonly JsonObject _operations = Descriptions.ReadJson("operations.json");
    private readonly JsonObject _parameters = Descriptions.ReadJson("parameters.json");

    /// <summary>What is said of a call; null if nothing.</summary>
    public JsonObject? OfCall(string id) => _operations[id]?.AsObject();

    /// <summary>What is said of a variable part of a path; null if nothing.</summary>
    public string? OfParameter(string name) => (string?)_parameters[name];
}
