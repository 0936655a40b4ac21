using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using GraphQLParser.AST;
using Leat.Core;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>Executes one operation: asks for its root fields one after the other, and takes what is selected from the answers.</summary>
/// <remarks>The types are those of the protocol's messages, their names in camel case. 64-bit integers are texts, NaN is null, and what a message
/// leaves out is null or an empty list.</remarks>
internal sealed class GraphQlExecution(GraphQlDocument document, GraphQlValues values, RpcContext call)
{
    private readonly GraphQlSelections _selections = new(document, values);

    /// <summary>Experiments by id, since the runs of a page mostly share theirs.</summary>
    private readonly Dictionary<string, ExperimentMessage> _experiments = new(StringComparer.Ordinal);

    /// <summary>What went wrong in single root fields, which are then null.</summary>
    public List<string> Errors { get; } = [];

    /// <exception cref="GraphQlFault">The operation asks for something that does not exist. Nothing was asked of the store then.</exception>
    public async Task<JsonObject> RunAsync()
    {
        var (roots, type) = document.Operation.Operation switch
        {
            OperationType.Query => (GraphQlSchema.Queries, "Query"),
            OperationType.Mutation => (GraphQlSchema.Mutations, "Mutation"),
            _ => throw new GraphQlFault("There are no subscriptions."),
        };
        var asked = _selections.Collect([document.Operation.SelectionSet]);
        foreach (var fields in asked.Values.Where(fields => fields[0].Name.StringValue != GraphQlTypes.TypeName))
            _selections.Check(Find(roots, type, fields).Answer, fields);

        var data = new JsonObject();
        foreach (var (key, fields) in asked)
            data[key] = fields[0].Name.StringValue == GraphQlTypes.TypeName ? type : await AnswerAsync(Find(roots, type, fields), fields);
        return data;
    }

    private static GraphQlRoot Find(IReadOnlyDictionary<string, GraphQlRoot> roots, string type, List<GraphQLField> fields)
    {
        var name = fields[0].Name.StringValue;
        if (!roots.TryGetValue(name, out var root))
            throw new GraphQlFault($"Cannot query field '{name}' on type '{type}'. There are: {string.Join(", ", roots.Keys.Order(StringComparer.Ordinal))}.");
        return fields.Exists(field => field.SelectionSet is not null)
            ? root
            : throw new GraphQlFault($"Field '{name}' of type '{GraphQlTypes.NameOf(root.Answer)}' must have a selection of subfields.");
    }

    /// <summary>What may succeed later, and what is the server's fault, is answered as by every call, so that clients and logs can tell.</summary>
    private async Task<JsonNode?> AnswerAsync(GraphQlRoot root, List<GraphQLField> fields)
    {
        try
        {
            var input = values.Argument(fields[0].Arguments, "input") as JsonObject ?? [];
            return await SelectAsync(await root.AnswerAsync(input, call), root.Answer, fields);
        }
        catch (LeatException exception) when (exception.Code != ErrorCode.InternalError && !exception.Code.IsTransient())
        {
            Errors.Add(exception.Message);
            return null;
        }
    }

    private async Task<JsonObject> SelectAsync(object message, JsonTypeInfo type, List<GraphQLField> fields)
    {
        var selected = new JsonObject();
        foreach (var (key, under) in _selections.Collect(fields.Select(field => field.SelectionSet)))
            selected[key] = await FieldAsync(message, type, under);
        return selected;
    }

    private async Task<JsonNode?> FieldAsync(object message, JsonTypeInfo type, List<GraphQLField> fields)
    {
        var name = fields[0].Name.StringValue;
        if (GraphQlTypes.IsApiError(type, name))
            return null;
        if (name == GraphQlTypes.TypeName)
            return GraphQlTypes.NameOf(type);
        var value = GraphQlTypes.FieldOf(type, name) is { Get: { } get } ? get(message) : await OfRunAsync((RunMessage)message, name);
        return await ValueAsync(value, GraphQlTypes.TypeOfField(type, name), fields);
    }

    private async Task<object> OfRunAsync(RunMessage run, string name)
    {
        if (name == GraphQlTypes.ModelVersions)
            return await GraphQlSchema.VersionsOfAsync(run, call);
        var id = run.Info!.ExperimentId!;
        if (!_experiments.TryGetValue(id, out var experiment))
            _experiments.Add(id, experiment = await GraphQlSchema.ExperimentOfAsync(run, call));
        return experiment;
    }

    private async Task<JsonNode?> ValueAsync(object? value, Type type, List<GraphQLField> fields)
    {
        if (GraphQlTypes.ElementOf(type) is { } element)
        {
            var list = new JsonArray();
            foreach (var item in (IEnumerable?)value ?? Array.Empty<object>())
                list.Add(await ValueAsync(item, element, fields));
            return list;
        }

        return value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            bool boolean => JsonValue.Create(boolean),
            int number => JsonValue.Create(number),
            long number => JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
            double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
            _ => await SelectAsync(value, GraphQlTypes.Of(value.GetType()), fields),
        };
    }
}
