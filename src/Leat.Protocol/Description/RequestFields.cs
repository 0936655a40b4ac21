using System.Reflection;

namespace Leat.Protocol;

/// <summary>Tells the fields of a request by its own decoder, so that what is described is what is read.</summary>
internal static class RequestFields
{
    /// <summary>The fields of a request, in the order in which they are asked for.</summary>
    public static IReadOnlyList<WireField> Of<T>()
        where T : IWireRequest<T>
    {
        var request = new WireField(typeof(T).Name);
        T.Decode(new FieldRecorder(request, absent: null));
        foreach (var optional in OptionalObjects(request).ToList())
            T.Decode(new FieldRecorder(request, optional));
        foreach (var path in typeof(T).GetCustomAttribute<NeedsAttribute>()?.Paths ?? [])
            path.Split('.').Aggregate(request, (field, name) => field.Find(name)).IsRequired = true;
        return request.Fields;
    }

    private static IEnumerable<WireField> OptionalObjects(WireField message) => message.Fields
        .Where(field => field.Fields.Count > 0)
        .SelectMany(field => OptionalObjects(field).Concat(field.IsRequired ? [] : [field]));
}
