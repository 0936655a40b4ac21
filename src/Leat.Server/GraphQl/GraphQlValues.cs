using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphQLParser.AST;

namespace Leat.Server;

/// <summary>The values of arguments, with those of variables put in, as JSON under the names of MLflow's protocol.</summary>
internal sealed class GraphQlValues
{
    private readonly Dictionary<string, JsonNode?> _variables = new(StringComparer.Ordinal);

    /// <exception cref="GraphQlFault">A value that a variable needs is missing.</exception>
    public GraphQlValues(GraphQLOperationDefinition operation, JsonElement given)
    {
        if (given.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            throw new GraphQlFault("Variables are a JSON object.");
        foreach (var variable in operation.Variables?.Items ?? [])
        {
            var name = variable.Variable.Name.StringValue;
            var isGiven = given.ValueKind == JsonValueKind.Object && given.TryGetProperty(name, out _);
            var value = isGiven ? Renamed(given.GetProperty(name)) : variable.DefaultValue is { } usual ? Read(usual) : null;
            if (value is null && variable.Type is GraphQLNonNullType)
                throw new GraphQlFault($"Variable '${name}' is required, but was not provided.");
            _variables[name] = value;
        }
    }

    /// <summary>The name of a field in MLflow's protocol: <c>run_id</c> for <c>runId</c>.</summary>
    public static string WireName(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
            _ = char.IsAsciiLetterUpper(c) ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(c);
        return text.ToString();
    }

    /// <summary>The value of an argument; null if it is missing.</summary>
    public JsonNode? Argument(GraphQLArguments? arguments, string name) =>
        arguments?.Items.FirstOrDefault(argument => argument.Name.StringValue == name) is { } found ? Read(found.Value) : null;

    /// <summary>Whether the directives @skip and @include let a selection be.</summary>
    public bool Includes(GraphQLDirectives? directives)
    {
        foreach (var directive in directives?.Items ?? [])
        {
            if (directive.Name.StringValue is not (("skip" or "include") and var name))
                continue;
            if (Argument(directive.Arguments, "if") is not JsonValue condition || !condition.TryGetValue(out bool holds))
                throw new GraphQlFault($"Directive '@{name}' needs the argument 'if', true or false.");
            if (holds != (name == "include"))
                return false;
        }

        return true;
    }

    private JsonNode? Read(GraphQLValue value) => value switch
    {
        GraphQLVariable variable => _variables.TryGetValue(variable.Name.StringValue, out var given)
            ? given?.DeepClone()
            : throw new GraphQlFault($"Variable '${variable.Name.StringValue}' is not defined."),
        GraphQLNullValue => null,
        GraphQLStringValue text => JsonValue.Create(text.Value.ToString()),
        GraphQLBooleanValue boolean => JsonValue.Create(boolean.BoolValue),
        GraphQLEnumValue name => JsonValue.Create(name.Name.StringValue),
        GraphQLIntValue number => Number(number.Value.ToString()),
        GraphQLFloatValue number => Number(number.Value.ToString()),
        GraphQLListValue list => new JsonArray([.. (list.Values ?? []).Select(Read)]),
        GraphQLObjectValue fields => new JsonObject((fields.Fields ?? []).Select(field =>
            KeyValuePair.Create(WireName(field.Name.StringValue), Read(field.Value)))),
        _ => throw new GraphQlFault("A value of an unknown kind."),
    };

    /// <summary>Whole numbers stay exact.</summary>
    private static JsonValue Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
        ? JsonValue.Create(whole)
        : JsonValue.Create(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static JsonNode? Renamed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(field => KeyValuePair.Create(WireName(field.Name), Renamed(field.Value)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Renamed)]),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };
}
