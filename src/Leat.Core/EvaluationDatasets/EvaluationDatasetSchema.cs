using System.Text;
using System.Text.Json;

namespace Leat.Core;

/// <summary>The fields that a dataset's records have had, each with the type of its first value: <c>null</c>, <c>boolean</c>,
/// <c>integer</c>, <c>float</c>, <c>string</c>, <c>array</c> or <c>object</c>. Not safe for concurrent use.</summary>
public sealed class EvaluationDatasetSchema
{
    private readonly OrderedDictionary<string, string> _inputs = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _outputs = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> _expectations = new(StringComparer.Ordinal);

    /// <summary>The type of outputs that are not objects, if these came first.</summary>
    private string? _plainOutputs;

    /// <summary>Reads a schema; null gives an empty one.</summary>
    /// <param name="json">The output of <see cref="ToJson"/>.</param>
    public static EvaluationDatasetSchema Parse(string? json)
    {
        var schema = new EvaluationDatasetSchema();
        if (json is null)
            return schema;
        using var document = JsonTree.Parse(json);
        var root = document.RootElement;
        ReadTypes(root.GetProperty("inputs"), schema._inputs);
        ReadTypes(root.GetProperty("expectations"), schema._expectations);
        var outputs = root.GetProperty("outputs");
        if (outputs.ValueKind == JsonValueKind.String)
            schema._plainOutputs = outputs.GetString();
        else
            ReadTypes(outputs, schema._outputs);
        return schema;
    }

    /// <summary>Adds the fields of a record.</summary>
    internal void Add(JsonElement inputs, JsonElement outputs, JsonElement? expectations)
    {
        AddFields(inputs, _inputs);
        if (expectations is { } expected)
            AddFields(expected, _expectations);
        if (outputs.ValueKind == JsonValueKind.Object)
        {
            if (_plainOutputs is null)
                AddFields(outputs, _outputs);
        }
        else if (outputs.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null) && _outputs.Count == 0)
        {
            _plainOutputs ??= TypeOf(outputs);
        }
    }

    /// <summary>Adds the fields of another schema.</summary>
    public void Add(EvaluationDatasetSchema other)
    {
        ArgumentNullException.ThrowIfNull(other);
        AddTypes(other._inputs, _inputs);
        AddTypes(other._expectations, _expectations);
        if (_plainOutputs is null)
            AddTypes(other._outputs, _outputs);
        if (_outputs.Count == 0)
            _plainOutputs ??= other._plainOutputs;
    }

    /// <summary>The schema as JSON, in MLflow's format.</summary>
    public string ToJson()
    {
        var text = new StringBuilder("{\"inputs\": ");
        AppendTypes(text, _inputs);
        text.Append(", \"outputs\": ");
        if (_plainOutputs is null)
            AppendTypes(text, _outputs);
        else
            PythonFormat.AppendWholeText(text, _plainOutputs);
        text.Append(", \"expectations\": ");
        AppendTypes(text, _expectations);
        return text.Append(", \"version\": \"1.0\"}").ToString();
    }

    private static void AddFields(JsonElement value, OrderedDictionary<string, string> types)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (EvaluationJson.NameOf(member) is var name && !types.ContainsKey(name))
                types.Add(name, TypeOf(member.Value));
        }
    }

    private static void AddTypes(OrderedDictionary<string, string> from, OrderedDictionary<string, string> to)
    {
        foreach (var (name, type) in from)
            to.TryAdd(name, type);
    }

    private static void ReadTypes(JsonElement json, OrderedDictionary<string, string> types)
    {
        foreach (var member in json.EnumerateObject())
            types[member.Name] = member.Value.GetString()!;
    }

    private static void AppendTypes(StringBuilder text, OrderedDictionary<string, string> types)
    {
        text.Append('{');
        for (var i = 0; i < types.Count; i++)
        {
            var (name, type) = types.GetAt(i);
            PythonFormat.AppendWholeText(i == 0 ? text : text.Append(", "), name);
            PythonFormat.AppendWholeText(text.Append(": "), type);
        }

        text.Append('}');
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => EvaluationJson.IsInteger(value) ? "integer" : "float",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };
}
