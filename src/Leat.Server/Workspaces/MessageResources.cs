using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Leat.Core;

namespace Leat.Server;

/// <summary>Finds the things that messages name, by the fields that <see cref="ResourceFields"/> lists, those of messages in them included.</summary>
internal static class MessageResources
{
    private static readonly ConcurrentDictionary<Type, Field[]> Known = new();

    /// <summary>Adds what a message names.</summary>
    /// <param name="message">The message.</param>
    /// <param name="type">What the serializer knows of it.</param>
    /// <param name="found">Where it is added.</param>
    public static void Collect(object message, JsonTypeInfo type, HashSet<ResourceName> found)
    {
        foreach (var field in Known.GetOrAdd(type.Type, static (_, type) => FieldsOf(type), type))
        {
            switch (field.Get(message))
            {
                case string id when field.Kind is { } kind:
                    Add(found, kind, id);
                    break;
                case IEnumerable<string> ids when field.Kind is { } kind:
                    foreach (var id in ids)
                        Add(found, kind, id);
                    break;
                case IEnumerable messages when field.Message is { } inner:
                    foreach (var one in messages)
                        Collect(one, inner, found);
                    break;
                case { } one when field.Message is { } inner:
                    Collect(one, inner, found);
                    break;
            }
        }
    }

    /// <summary>The names of the fields in a message and in those in it.</summary>
    public static IEnumerable<string> FieldNames(JsonTypeInfo type) => type.Properties.SelectMany(property =>
        (IEnumerable<string>)[property.Name, .. InnerOf(property, type) is { } inner && inner.Type != type.Type ? FieldNames(inner) : []]);

    private static void Add(HashSet<ResourceName> found, ResourceKind kind, string id)
    {
        if (id.Length > 0)
            found.Add(new ResourceName(kind, id));
    }

    private static Field[] FieldsOf(JsonTypeInfo type) =>
    [
        .. from property in type.Properties
           let kind = ResourceFields.KindOf(property.Name)
           let inner = kind is null ? InnerOf(property, type) : null
           where property.Get is not null && (kind is not null || (inner is not null && NamesAnything(inner, [type.Type])))
           select new Field(property.Get!, kind, inner),
    ];

    private static bool NamesAnything(JsonTypeInfo type, HashSet<Type> seen) => seen.Add(type.Type) && type.Properties.Any(property =>
        ResourceFields.KindOf(property.Name) is not null || (InnerOf(property, type) is { } inner && NamesAnything(inner, seen)));

    /// <summary>The message in a field, or those in its list; null if it holds something else.</summary>
    private static JsonTypeInfo? InnerOf(JsonPropertyInfo property, JsonTypeInfo type)
    {
        if (type.Options.GetTypeInfo(property.PropertyType) is not { } held)
            return null;
        return held.Kind switch
        {
            JsonTypeInfoKind.Object => held,
            JsonTypeInfoKind.Enumerable when held.ElementType is { } element && type.Options.GetTypeInfo(element) is { Kind: JsonTypeInfoKind.Object } inner => inner,
            _ => null,
        };
    }

    /// <summary>A field that names something, or holds messages that do.</summary>
    private sealed record Field(Func<object, object?> Get, ResourceKind? Kind, JsonTypeInfo? Message);
}
