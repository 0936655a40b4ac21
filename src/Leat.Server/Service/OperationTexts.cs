using System.Text.Json.Nodes;

namespace Leat.Server;

/// <summary>The API description's texts for calls, by name, and for the variable parts of their paths. They are in <c>Service/Descriptions</c>,
/// apart from the code, so that writers need not touch it.</summary>
internal sealed class OperationTexts
{
    private readonly JsonObject _operations = Descriptions.ReadJson("operations.json");
    private readonly JsonObject _parameters = Descriptions.ReadJson("parameters.json");

    /// <summary>What is said of a call; null if nothing.</summary>
    public JsonObject? OfCall(string id) => _operations[id]?.AsObject();

    /// <summary>What is said of a variable part of a path; null if nothing.</summary>
    public string? OfParameter(string name) => (string?)_parameters[name];
}
