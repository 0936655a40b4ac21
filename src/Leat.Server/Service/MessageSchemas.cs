using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Leat.Protocol;

namespace Leat.Server;

/// <summary>Named schemas of messages: of answers as the serializer writes them, of requests as their decoders read them.</summary>
/// <remarks>A message that is both read and answered has one schema if both forms are the same; if not, <c>Tag</c> is the answered form, and
/// <c>PartialTag</c> the one read, which may omit more. Of an object within requests, the fields that all requests need are required; a request
/// that needs more says so where it refers to the object.</remarks>
internal sealed class MessageSchemas
{
    private readonly FieldTexts _texts = FieldTexts.Load();
    private readonly HashSet<Type> _answered = [];
    private readonly Dictionary<Type, HashSet<string>> _needs = [];

    /// <param name="calls">All calls that are described.</param>
    public MessageSchemas(IReadOnlyList<RpcCall> calls)
    {
        foreach (var call in calls)
        {
            if (call.Answer.Message is { } answer)
                NoteAnswered(answer);
            if (call.Request is { Message: { } request } form)
                NoteNeeds(request, form.Fields());
        }
    }

    /// <summary>The schemas that have been referred to, by name.</summary>
    public JsonObject Components { get; } = SharedSchemas.Load();

    /// <summary>What is answered.</summary>
    public JsonObject OfAnswer(JsonTypeInfo type) => Named(NameOf(type), AnswerShape(type));

    /// <summary>What is sent.</summary>
    public JsonObject OfRequest(JsonTypeInfo type, IReadOnlyList<WireField> fields) => Named(NameOf(type), RequestShape(type, fields));

    /// <summary>What is sent, in place.</summary>
    public JsonObject RequestShape(JsonTypeInfo type, IReadOnlyList<WireField> fields) =>
        InputShape(type, fields, fields.Where(field => field.IsRequired).Select(field => field.Name));

    private void NoteAnswered(JsonTypeInfo type)
    {
        if (!_answered.Add(type.Type))
            return;
        foreach (var inner in type.Properties.Select(InnerMessage).OfType<JsonTypeInfo>())
            NoteAnswered(inner);
    }

    private void NoteNeeds(JsonTypeInfo type, IReadOnlyList<WireField> fields)
    {
        foreach (var (property, field) in Read(type, fields))
        {
            if (InnerMessage(property) is not { } inner)
                continue;
            var needs = Needs(field);
            if (_needs.TryGetValue(inner.Type, out var others))
                others.IntersectWith(needs);
            else
                _needs.Add(inner.Type, [.. needs]);
            NoteNeeds(inner, field.Fields);
        }
    }

    private JsonObject AnswerShape(JsonTypeInfo type) => Object(
        type.Properties.Select(property => (property.Name, AnswerField(property))),
        type.Properties.Where(IsAlwaysAnswered).Select(property => property.Name));

    private JsonObject AnswerField(JsonPropertyInfo property)
    {
        var schema = FieldSchemas.Of(property, OfAnswer);
        Describe(schema, property, null);
        return schema;
    }

    private static bool IsAlwaysAnswered(JsonPropertyInfo property) =>
        property.Options.GetTypeInfo(property.PropertyType).Kind is not (JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
        && !property.AttributeProvider!.IsDefined(typeof(MayBeLeftOutAttribute), inherit: false);

    /// <summary>Fields that the message does not keep are for older clients and left out, unless they are required: those must be present, whatever
    /// their value.</summary>
    private JsonObject InputShape(JsonTypeInfo type, IReadOnlyList<WireField> fields, IEnumerable<string> required)
    {
        var read = Read(type, fields).ToList();
        var other = fields.Where(field => field.IsRequired).Select(field => field.Name).Except(read.Select(known => known.Field.Name));
        return Object(
            read.Select(known => (known.Field.Name, InputField(known.Property, known.Field)))
                .Concat(other.Select(name => (name, SharedSchemas.Reference(SharedSchemas.Json)))),
            required);
    }

    private JsonObject InputField(JsonPropertyInfo property, WireField field)
    {
        var schema = FieldSchemas.Of(property, message => Input(message, field));
        if (field.Names is { } names)
            FieldSchemas.SetNames(schema, names.All);
        FieldSchemas.SetLimits(schema, field.Minimum, field.Maximum);
        if (field.Format is { } format)
            schema["format"] = format;
        Describe(schema, property, field.Alias);
        return schema;
    }

    /// <summary>An object within a request: the schema that all requests share, and what this one needs beyond it.</summary>
    private JsonObject Input(JsonTypeInfo type, WireField field)
    {
        var needs = _needs[type.Type];
        var shape = InputShape(type, field.Fields, needs);
        var name = NameOf(type);
        if (_answered.Contains(type.Type) && !JsonNode.DeepEquals(shape, AnswerShape(type)))
            name = "Partial" + name;
        var reference = Named(name, shape);
        var more = Needs(field).Except(needs).ToList();
        return more.Count == 0
            ? reference
            : new JsonObject { ["allOf"] = new JsonArray(reference), ["required"] = Names(more) };
    }

    private void Describe(JsonObject schema, JsonPropertyInfo property, string? alias)
    {
        var text = _texts.Find(property.DeclaringType.Name, FieldSchemas.NameOf(property)) + FieldSchemas.DefaultOf(property);
        if (alias is not null)
            text += $" The older name `{alias}` is taken, too.";
        if (text.Length > 0)
            schema["description"] = text;
    }

    private JsonObject Named(string name, JsonObject shape)
    {
        if (Components[name] is not { } known)
            Components[name] = shape;
        else if (!JsonNode.DeepEquals(known, shape))
            throw new InvalidOperationException($"There are two schemas {name}: requests read the message in several ways.");
        return SharedSchemas.Reference(name);
    }

    private static IEnumerable<(JsonPropertyInfo Property, WireField Field)> Read(JsonTypeInfo type, IReadOnlyList<WireField> fields) =>
        from property in type.Properties
        join field in fields on property.Name equals field.Name
        select (property, field);

    private static IEnumerable<string> Needs(WireField field) => field.Fields.Where(inner => inner.IsRequired).Select(inner => inner.Name);

    private static JsonTypeInfo? InnerMessage(JsonPropertyInfo property)
    {
        var type = property.Options.GetTypeInfo(property.PropertyType);
        if (type.ElementType is { } element)
            type = type.Options.GetTypeInfo(element);
        return type.Kind == JsonTypeInfoKind.Object ? type : null;
    }

    private static string NameOf(JsonTypeInfo type) => type.Type.Name.EndsWith("Message", StringComparison.Ordinal)
        ? type.Type.Name[..^"Message".Length]
        : type.Type.Name;

    private static JsonObject Object(IEnumerable<(string Name, JsonObject Schema)> fields, IEnumerable<string> required)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Schema))),
        };
        if (Names(required) is { Count: > 0 } names)
            schema["required"] = names;
        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];
}
