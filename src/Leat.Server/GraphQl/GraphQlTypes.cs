using System.Collections;
using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>The types of answers: the protocol's messages, and what belongs to a run here.</summary>
internal static class GraphQlTypes
{
    /// <summary>The field that names the type of an object.</summary>
    public const string TypeName = "__typename";

    /// <summary>The experiment of a run.</summary>
    public const string Experiment = "experiment";

    /// <summary>The versions of registered models that a run made.</summary>
    public const string ModelVersions = "modelVersions";

    /// <summary>Part of every answer, and always null: failures are told as errors of the query.</summary>
    private const string ApiError = "apiError";

    /// <summary>The name of a type.</summary>
    public static string NameOf(JsonTypeInfo type)
    {
        var name = type.Type.Name;
        return "Mlflow" + (name.EndsWith("Message", StringComparison.Ordinal) ? name[..^"Message".Length] : name);
    }

    /// <summary>The field of a message, if it has one of this name.</summary>
    public static JsonPropertyInfo? FieldOf(JsonTypeInfo type, string name)
    {
        var wireName = GraphQlValues.WireName(name);
        return type.Properties.FirstOrDefault(property => property.Name == wireName);
    }

    /// <summary>Whether a field is the error of an answer.</summary>
    public static bool IsApiError(JsonTypeInfo type, string name) =>
        name == ApiError && type.Type.Name.EndsWith("Response", StringComparison.Ordinal);

    /// <summary>What a field of an object holds.</summary>
    /// <exception cref="GraphQlFault">There is no such field.</exception>
    public static Type TypeOfField(JsonTypeInfo type, string name) => FieldOf(type, name)?.PropertyType ?? name switch
    {
        TypeName => typeof(string),
        Experiment when type.Type == typeof(RunMessage) => typeof(ExperimentMessage),
        ModelVersions when type.Type == typeof(RunMessage) => typeof(IReadOnlyList<ModelVersionMessage>),
        _ => throw new GraphQlFault($"Cannot query field '{name}' on type '{NameOf(type)}'."),
    };

    /// <summary>What a list holds; null if it is none.</summary>
    public static Type? ElementOf(Type type) =>
        type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[0] : null;

    /// <summary>The message that a field holds, alone or in a list; null if it holds single values.</summary>
    public static JsonTypeInfo? MessageIn(Type type)
    {
        var held = ElementOf(type) ?? type;
        return held.IsValueType || held == typeof(string) ? null : Of(held);
    }

    /// <summary>The fields of a message.</summary>
    public static JsonTypeInfo Of(Type message) => ProtocolJsonContext.Wire.GetTypeInfo(message)
        ?? throw new InvalidOperationException($"{message.Name} is missing in {nameof(ProtocolJsonContext)}.");
}
